package dev.weir.testkit;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.Producing;
import dev.weir.Receiver;
import dev.weir.Source;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A source whose items come from the test, one by one, and which tells what the flow asks of it: whether there is room,
 * and whether it was stopped. For one run. Its methods never block and may be called by any thread.
 *
 * @param <T> the items
 */
public final class SourceProbe<T> {
    private final Capacity capacity;
    private @Nullable Receiver<T> out;
    private @Nullable Ending stopped;
    private boolean room = true;
    private int resumed;

    private SourceProbe(Capacity capacity) {
        this.capacity = capacity;
    }

    /**
     * A probe with one place.
     *
     * @param <T> the items
     * @return not used yet
     */
    public static <T> SourceProbe<T> create() {
        return create(Capacity.items(1));
    }

    /**
     * A probe.
     *
     * @param capacity what its link holds
     * @param <T> the items
     * @return not used yet
     */
    public static <T> SourceProbe<T> create(Capacity capacity) {
        return new SourceProbe<>(capacity);
    }

    /**
     * The source to declare a flow with.
     *
     * @return the same each time
     */
    public Source<T> source() {
        return Source.pausable(capacity, this::begin);
    }

    private synchronized Producing begin(Receiver<T> receiver) {
        if (out != null) {
            throw new IllegalStateException("a probe is for one run but was run again; make another");
        }
        out = receiver;
        return new Producing() {
            @Override
            public void resume() {
                roomAgain();
            }

            @Override
            public void stop(Ending reason) {
                wantsNoMore(reason);
            }
        };
    }

    private synchronized void roomAgain() {
        room = true;
        resumed++;
    }

    private synchronized void wantsNoMore(Ending reason) {
        stopped = reason;
        room = false;
    }

    private synchronized Receiver<T> out() {
        return Objects.requireNonNull(
                out, "the probe's flow must have asked for an item but has not: start it, and wait");
    }

    /**
     * Emits an item, for which there must be room.
     *
     * @param item the item
     * @throws AssertionError if there is no room for it
     */
    public void emit(T item) {
        if (!offer(item)) {
            throw new AssertionError("there must be room for " + item + " but there is none"
                    + stopped().map(why -> ": the flow wants no more, " + why).orElse(""));
        }
    }

    /**
     * Emits an item if there is room for it.
     *
     * @param item the item
     * @return whether it was emitted
     */
    public synchronized boolean offer(T item) {
        Receiver<T> receiver = out();
        if (!room) {
            return false;
        }
        room = false; // it may come back from inside of the push
        room |= receiver.push(item);
        return true;
    }

    /** Ends it cleanly. */
    public void end() {
        out().end();
    }

    /**
     * Ends it with a failure.
     *
     * @param cause what went wrong
     */
    public void fail(Throwable cause) {
        out().fail(cause);
    }

    /**
     * Whether the flow has asked for a first item.
     *
     * @return whether it may emit
     */
    public synchronized boolean started() {
        return out != null;
    }

    /**
     * Whether there is room for an item now.
     *
     * @return false if it is held back, was not started or was stopped
     */
    public synchronized boolean hasRoom() {
        return out != null && room;
    }

    /**
     * How often it was told to go on after it was held back.
     *
     * @return a count
     */
    public synchronized int resumed() {
        return resumed;
    }

    /**
     * Why the flow wants no more.
     *
     * @return empty as long as it does
     */
    public synchronized Optional<Ending> stopped() {
        return Optional.ofNullable(stopped);
    }
}
