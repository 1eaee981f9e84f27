package dev.weir.internal.stage;

import dev.weir.LinkPressure;
import dev.weir.internal.engine.Ages;
import dev.weir.internal.engine.Gauge;
import dev.weir.internal.engine.Island;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Tally;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The one item that a fused stage holds while it cannot hand it on, and the book about all that came by. The stage's
 * island changes it, any thread reads it.
 */
final class InHand<T> implements Gauge {
    private static final VarHandle ITEM;

    static {
        try {
            ITEM = MethodHandles.lookup().findVarHandle(InHand.class, "item", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Site site;
    private final String name;
    private final Tally in = new Tally();
    private final Tally dropped = new Tally();
    private final Tally discarded = new Tally();
    private final Tally waits = new Tally();
    private @Nullable Object item; // any thread looks whether there is one, through ITEM
    private volatile boolean waiting;
    private volatile long since;

    /** A hand of this stage, read under this name. */
    InHand(Site site, String name) {
        this.site = site;
        this.name = name;
    }

    /** An item has come; the hand must be empty. */
    void take(T came) {
        in.add(1);
        ITEM.setRelease(this, came); // release: pairs with the acquire in read()
    }

    @Nullable
    @SuppressWarnings("unchecked") // only T comes in
    T item() {
        return (T) item;
    }

    boolean isEmpty() {
        return item == null;
    }

    /** The item cannot go on now: if there is one, it waits from the first time that this is said. */
    void waits() {
        if (item != null && !waiting) {
            since = site.engine().nanoTime();
            waiting = true;
            waits.add(1);
        }
    }

    /** The item goes on, or went on elsewhere. */
    void clear() {
        ITEM.setRelease(this, null); // release: pairs with the acquire in read()
        if (waiting) { // a store that others must see costs more than all the rest
            waiting = false;
        }
    }

    /** The item is let go as was declared. */
    void drop() {
        letGo(dropped);
    }

    /** The item, if there is one, is let go because no more is wanted. */
    void discard() {
        letGo(discarded);
    }

    private void letGo(Tally count) {
        T left = item();
        clear();
        if (left != null) {
            count.add(1);
            site.letGo(left);
        }
    }

    @Override
    public LinkPressure read() {
        long away = dropped.get();
        long unwanted = discarded.get();
        int held = ITEM.getAcquire(this) == null ? 0 : 1; // acquire: pairs with the releases in take() and clear()
        long came = in.get();
        Duration oldest = held > 0 && waiting ? Ages.since(since, site.engine().nanoTime()) : Duration.ZERO;
        return new LinkPressure(
                name,
                1,
                held,
                came > 0 ? 1 : 0,
                0,
                0,
                oldest,
                waits.get(),
                came,
                Math.max(0, came - held - away - unwanted),
                away,
                0,
                unwanted,
                0);
    }

    @Override
    public Island reader() {
        return site.island();
    }
}
