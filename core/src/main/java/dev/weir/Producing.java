package dev.weir;

/** A {@link Producer} that was started. The calls come from the flow's threads and must not block. */
public interface Producing {
    /** There is room again: go on, also by pushing from inside of this call. Called once after each time that {@link Receiver#push} has answered false. */
    void resume();

    /**
     * No more items are wanted. Called at most once, and not after the producer has ended itself. An exception is
     * logged.
     *
     * @param reason why
     */
    void stop(Ending reason);
}
