package dev.weir.internal.engine;

import dev.weir.Ending;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The tail of an island that writes into a {@link Tail}. It drives only to notice that no more is wanted. */
public final class TailWriter<T> implements Inlet<T>, Driver {
    private final Tail<T> tail;
    private final Site site;
    private final @Nullable Island alone;
    private final UnaryOperator<Ending> towardsUpstream;
    private @Nullable Upstream upstream;
    private boolean over;

    /**
     * Writes for this stage.
     *
     * @param alone the island that feeds nothing else, if it is so
     * @param towardsUpstream what is told upstream when an item cannot be taken
     */
    public TailWriter(Tail<T> tail, Site site, @Nullable Island alone, UnaryOperator<Ending> towardsUpstream) {
        this.tail = tail;
        this.site = site;
        this.alone = alone;
        this.towardsUpstream = towardsUpstream;
    }

    @Override
    public boolean accept(T item) {
        try {
            return tail.put(item);
        } catch (Throwable t) {
            Ending failed = site.failure(t);
            end(failed);
            cancelUpstream(towardsUpstream.apply(failed));
            return false;
        }
    }

    @Override
    public boolean room() {
        return !over && tail.room();
    }

    @Override
    public void end(Ending ending) {
        if (!over) {
            over = true;
            tail.end(ending);
        }
    }

    @Override
    public void fedBy(Upstream feeder) {
        upstream = feeder;
    }

    @Override
    public boolean drive() {
        Ending reason = over ? null : tail.cancelled();
        if (reason == null) {
            return false;
        }
        over = true;
        if (alone != null) {
            alone.givenUp();
        }
        cancelUpstream(reason);
        return true;
    }

    private void cancelUpstream(Ending reason) {
        if (upstream != null) {
            upstream.cancel(reason);
        }
    }

    @Override
    public boolean over() {
        return over;
    }
}
