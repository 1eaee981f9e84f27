package dev.weir.testkit;

import dev.weir.Ending;
import dev.weir.Sink;
import dev.weir.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A sink that has room for as many items as the test says, and keeps them. It blocks no thread when it has none. For one
 * run. Its methods never block and may be called by any thread.
 *
 * @param <T> the items
 */
public final class SinkProbe<T> {
    private final List<T> items = new ArrayList<>();
    private @Nullable Runnable drained;
    private @Nullable Ending ending;
    private long room;
    private int endings;

    private SinkProbe(long room) {
        this.room = room;
    }

    /**
     * A sink that has room for so many items until it is told otherwise.
     *
     * @param items at least 1: a flow hands on the first item it has without asking
     * @param <T> the items
     * @return not used yet
     */
    public static <T> SinkProbe<T> withRoomFor(long items) {
        if (items < 1) {
            throw new IllegalArgumentException("a probe must have room for 1 or more at first but was to have " + items
                    + "; to hold back from the beginning, pause the run");
        }
        return new SinkProbe<>(items);
    }

    /**
     * A sink that takes all that comes.
     *
     * @param <T> the items
     * @return not used yet
     */
    public static <T> SinkProbe<T> open() {
        return new SinkProbe<>(Long.MAX_VALUE);
    }

    /**
     * The sink to declare a flow with.
     *
     * @return gives all items
     */
    public Sink<T, List<T>> sink() {
        return Sink.writing(Written::new);
    }

    /**
     * Makes room for more.
     *
     * @param more how many
     */
    public void makeRoom(long more) {
        @Nullable Runnable tell;
        synchronized (this) {
            room = room > Long.MAX_VALUE - more ? Long.MAX_VALUE : room + more;
            tell = drained;
        }
        if (tell != null) {
            tell.run();
        }
    }

    /** Makes room for all that comes. */
    public void makeRoom() {
        makeRoom(Long.MAX_VALUE / 2);
    }

    /**
     * What has come.
     *
     * @return a copy
     */
    public synchronized List<T> items() {
        return List.copyOf(items);
    }

    /**
     * How it ended: after a clean end done; else how the flow ended.
     *
     * @return empty as long as it has not
     */
    public synchronized Optional<Ending> ending() {
        return Optional.ofNullable(ending);
    }

    private synchronized boolean add(T item) {
        items.add(item);
        room--;
        return room > 0;
    }

    private synchronized void opened(Runnable whenDrained) {
        if (drained != null) {
            throw new IllegalStateException("a probe is for one run but was run again; make another");
        }
        drained = whenDrained;
    }

    private synchronized void ended(Ending how) {
        ending = how;
        endings++;
    }

    /** How often it was told that it is over. */
    synchronized int endings() {
        return endings;
    }

    private final class Written implements Writer<T, List<T>> {
        @Override
        public void open(Runnable whenDrained, Consumer<Throwable> broken) {
            opened(whenDrained);
        }

        @Override
        public boolean write(T item) {
            return add(item);
        }

        @Override
        public List<T> finish() {
            ended(Ending.DONE);
            return items();
        }

        @Override
        public void abort(Ending how) {
            ended(how);
        }
    }
}
