package dev.weir.net.mux;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Holds back the producer of one stream, which is on another thread than the connection. It is held back when the stream's
 * window is used up by what it has handed over, sent or not; when as much as the high mark is unsent; or when the
 * connection's {@link Budget} is used up, or this stream's share of it. It goes on when the window is open again, and at the low marks.
 *
 * <p>A stream of which nothing is unsent waits for its own window only: it may have one item on its way whatever others
 * do, so that those who stand still cannot stop it. If the window is used up to the last byte and all of it has left, it is
 * asked for one more item: there may be none, and its end needs no window.
 *
 * <p>{@code credit} is the window less what waits to be sent: {@link #handedOver} takes from it, the connection adds what
 * the peer allows. {@code held} is set by the producer after it has counted, and cleared by whoever sees room after that,
 * once: so exactly one of the two goes on.
 */
public final class Holdback {
    private final Budget budget;
    private final long high;
    private final long low;
    private final AtomicLong credit;
    private final AtomicLong unsent = new AtomicLong();
    private final AtomicBoolean held = new AtomicBoolean();
    private volatile Runnable room = () -> {};

    /**
     * For a stream that has sent nothing.
     *
     * @param budget the connection's
     * @param window the stream's, in bytes
     * @param high at so many unsent bytes the producer stops
     * @param low at so many it goes on; less than that
     */
    public Holdback(Budget budget, long window, long high, long low) {
        this.budget = budget;
        this.high = high;
        this.low = low;
        this.credit = new AtomicLong(window);
    }

    /**
     * Who is told that there is room again; once for each time that {@link #handedOver} has answered false.
     *
     * @param told run on the thread that made room; must not block
     */
    public void onRoom(Runnable told) {
        room = told;
    }

    /**
     * The producer has handed over bytes.
     *
     * @param bytes how many
     * @return whether it may go on; if not, it is told when it may
     */
    public boolean handedOver(long bytes) {
        long open = credit.addAndGet(-bytes);
        long mine = unsent.addAndGet(bytes);
        budget.add(bytes);
        if (open > 0 && (mine == 0 || (mine < Math.min(high, budget.share()) && !budget.full()))) {
            return true;
        }
        held.set(true);
        return mayGoOn() && held.compareAndSet(true, false);
    }

    /**
     * The peer takes more of the stream, or less.
     *
     * @param bytes how many more, or fewer
     */
    public void allowed(long bytes) {
        credit.addAndGet(bytes);
        look();
    }

    /**
     * Bytes have left, or were thrown away.
     *
     * @param bytes how many
     */
    public void left(long bytes) {
        unsent.addAndGet(-bytes);
        budget.add(-bytes);
        look();
    }

    /** Lets the producer go on if it may. */
    public void look() {
        if (held.get() && mayGoOn() && held.compareAndSet(true, false)) {
            room.run();
        }
    }

    /**
     * Whether the producer is held back now; for whoever looks now and then.
     *
     * @return whether it waits to be told that it may go on
     */
    public boolean holds() {
        return held.get();
    }

    private boolean mayGoOn() {
        long open = credit.get();
        long mine = unsent.get();
        if (open < 0 || (open == 0 && mine > 0)) {
            return false;
        }
        return mine == 0 || (mine <= Math.min(low, budget.share() / 2) && budget.awaitRoom());
    }

    /**
     * What was handed over and has not left.
     *
     * @return in bytes
     */
    public long unsent() {
        return unsent.get();
    }
}
