package dev.weir.internal.engine;

import dev.weir.Ending;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where an inner flow joins the flow it was made in: its items go on, its ending is for the stage that made it. */
public final class Embedded<T> implements Inlet<T> {
    private final Inlet<T> next;
    private final Consumer<Ending> atEnd;
    private final Tally count;
    private @Nullable Upstream upstream;
    private boolean over;

    /** Hands items to next, and the ending to atEnd; counts the items. */
    public Embedded(Inlet<T> next, Consumer<Ending> atEnd, Tally count) {
        this.next = next;
        this.atEnd = atEnd;
        this.count = count;
    }

    @Override
    public boolean accept(T item) {
        count.add(1);
        return next.accept(item) && !over;
    }

    @Override
    public boolean room() {
        return !over && next.room();
    }

    @Override
    public void end(Ending ending) {
        if (!over) {
            over = true;
            atEnd.accept(ending);
        }
    }

    @Override
    public void fedBy(Upstream feeder) {
        upstream = feeder;
    }

    /** Stops the inner flow; its ending is not told then. */
    public void cancel(Ending reason) {
        if (!over) {
            over = true;
            if (upstream != null) {
                upstream.cancel(reason);
            }
        }
    }
}
