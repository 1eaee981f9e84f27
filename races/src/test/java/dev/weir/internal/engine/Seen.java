package dev.weir.internal.engine;

import dev.weir.Ending;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The end of an island: remembers what came. */
public final class Seen<T> implements Inlet<T> {
    /** What came; for the island's thread, and for others when it rests. */
    public final List<T> items = new ArrayList<>();

    /** How it ended. */
    public @Nullable Ending ending;

    private @Nullable Upstream upstream;
    private final int most;

    /** Has room for so many items. */
    public Seen(int most) {
        this.most = most;
    }

    @Override
    public boolean accept(T item) {
        items.add(item);
        return room();
    }

    @Override
    public boolean room() {
        return items.size() < most;
    }

    @Override
    public void end(Ending how) {
        ending = how;
    }

    @Override
    public void fedBy(Upstream feeder) {
        upstream = feeder;
    }

    /** Wants no more; for the island's thread. */
    public void cancel(Ending reason) {
        if (upstream != null) {
            upstream.cancel(reason);
        }
    }
}
