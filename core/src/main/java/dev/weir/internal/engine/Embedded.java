package dev.weir.internal.engine;

import dev.weir.Ending;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where an inner flow joins the flow it was made in: its items go on, its ending is for the stage that made it. */
public final class Embedded<T> implements Inlet<T> {
    private final Inlet<T> next;
    private final Consumer<Ending> atEnd;
    private @Nullable Upstream upstream;
    private boolean over;

    /** Hands items to next, and the ending to atEnd. */
    public Embedded(Inlet<T> next, Consumer<Ending> atEnd) {
        this.next = next;
        this.atEnd = atEnd;
    }

    @Override
    public boolean accept(T item) {
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
