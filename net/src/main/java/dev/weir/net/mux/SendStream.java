package dev.weir.net.mux;

/**
 * One stream of a {@link SendSide}: its window, which may be below zero, what waits to be sent, and whether its end comes
 * after that. Changed by its side only.
 *
 * @param <S> what the user knows a stream by
 */
public final class SendStream<S> {
    final S owner;
    final long order;
    Priority priority;
    long window;
    long wanted;
    boolean ending;
    boolean open = true;
    boolean inTurn; // among those that could send bytes
    boolean endInTurn; // among those whose end could be said
    long pass; // the virtual time at which it has its next turn

    SendStream(S owner, long order, long window, Priority priority) {
        this.owner = owner;
        this.order = order;
        this.window = window;
        this.priority = priority;
    }

    /**
     * Its own window.
     *
     * @return in bytes; below zero if it was made smaller when it was in use already
     */
    public long window() {
        return window;
    }

    /**
     * What waits to be sent.
     *
     * @return in bytes
     */
    public long wanted() {
        return wanted;
    }

    /**
     * How urgent it is.
     *
     * @return 0, the most urgent, to 7
     */
    public int urgency() {
        return priority.urgency();
    }

    /**
     * Whether it waits for its own window: nothing that others do lets it go on.
     *
     * @return whether there are bytes and no window
     */
    public boolean stalled() {
        return open && wanted > 0 && window <= 0;
    }

    boolean sendsBytes() {
        return open && wanted > 0 && window > 0;
    }

    boolean sendsBareEnd() {
        return open && ending && wanted == 0;
    }
}
