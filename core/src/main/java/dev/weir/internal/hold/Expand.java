package dev.weir.internal.hold;

import dev.weir.Fn;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code expand}: each item leaves as what is made of it, of which there is more while no new item has come. */
public final class Expand<I, O> implements Discipline<I, O> {
    private final Fn<? super I, ? extends Iterator<? extends O>> fn;
    private final Losses losses;
    private @Nullable I fresh;
    private long since = NEVER;
    private @Nullable Iterator<? extends O> current;
    private boolean ended;

    /** Expands with this. */
    public Expand(Fn<? super I, ? extends Iterator<? extends O>> fn, Losses losses) {
        this.fn = fn;
        this.losses = losses;
    }

    @Override
    public boolean room() {
        return fresh == null;
    }

    @Override
    public void put(I item, long now) {
        fresh = item;
        since = now;
    }

    @Override
    public @Nullable O take(long now) throws Exception {
        if (fresh != null) {
            I item = fresh;
            fresh = null;
            losses.out(1);
            current = Objects.requireNonNull(
                    fn.apply(item), "expand must answer an iterator but its function answered null");
        } else if (ended) {
            return null; // what was made of the last item has had its turn
        }
        return current != null && current.hasNext()
                ? Objects.requireNonNull(current.next(), "expand must give items but gave null")
                : null;
    }

    @Override
    public void end(long now) {
        ended = true;
    }

    @Override
    public int held() {
        return fresh == null ? 0 : 1;
    }

    @Override
    public long oldest() {
        return fresh == null ? NEVER : since;
    }

    @Override
    public void clear(Consumer<Object> letGo) {
        if (fresh != null) {
            letGo.accept(fresh);
        }
        fresh = null;
        current = null;
    }
}
