package dev.weir;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A number of permits that calls of several stages and pipelines share: connections, bytes in flight, a license. Who
 * waits is served in turn, one of each member after the other, so that each that wants more gets the same share in the
 * number of its grants; a large ask at the head is waited for and not passed. Any thread may use it.
 */
public final class Budget {
    private final long most;
    private final Deque<Member> line = new ArrayDeque<>();
    private final Deque<Runnable> granted = new ArrayDeque<>();
    private long used;
    private boolean telling;

    private Budget(long most) {
        this.most = most;
    }

    /**
     * A budget.
     *
     * @param most how many permits there are, at least 1
     * @return the budget
     */
    public static Budget of(long most) {
        if (most < 1) {
            throw new IllegalArgumentException("a budget must be >= 1 but was " + most);
        }
        return new Budget(most);
    }

    /**
     * How many permits are in use.
     *
     * @return at most as many as there are
     */
    public synchronized long used() {
        return used;
    }

    /**
     * How many permits there are.
     *
     * @return at least 1
     */
    public long most() {
        return most;
    }

    /**
     * One more that takes from it.
     *
     * @return the member; it takes part in nothing before it asks
     */
    public Member join() {
        return new Member();
    }

    private record Ask(long permits, Runnable granted) {}

    /** One that takes permits and gives them back. */
    public final class Member {
        private final Deque<Ask> asks = new ArrayDeque<>();

        private Member() {}

        /**
         * Asks for permits. One who asks for more than there are gets all of them.
         *
         * @param permits how many, at least 0
         * @param granted run once, when they are there; maybe at once, maybe by the thread that gives some back; short
         */
        public void ask(long permits, Runnable granted) {
            if (permits < 0) {
                throw new IllegalArgumentException("permits must be >= 0 but were " + permits);
            }
            synchronized (Budget.this) {
                asks.add(new Ask(Math.min(permits, most), granted));
                if (asks.size() == 1) {
                    line.add(this);
                }
            }
            serve();
        }

        /**
         * Gives permits back.
         *
         * @param permits as many as were asked for
         */
        public void giveBack(long permits) {
            synchronized (Budget.this) {
                used -= Math.min(permits, most);
            }
            serve();
        }

        /** Wants nothing more: what it has asked for and not got is forgotten. What it has got it still gives back. */
        public void leave() {
            synchronized (Budget.this) {
                asks.clear();
                line.remove(this);
            }
            serve();
        }
    }

    private void serve() {
        synchronized (this) {
            for (Member first = line.peek();
                    first != null && first.asks.getFirst().permits() <= most - used; ) {
                line.remove();
                Ask ask = first.asks.remove();
                used += ask.permits();
                granted.add(ask.granted());
                if (!first.asks.isEmpty()) {
                    line.add(first);
                }
                first = line.peek();
            }
            if (telling) {
                return; // whoever tells goes on with these: what is told may give back and ask again inside of it
            }
            telling = true;
        }
        tell();
    }

    private void tell() {
        for (Runnable next = nextGranted(); next != null; next = nextGranted()) {
            boolean told = false;
            try {
                next.run();
                told = true;
            } finally {
                if (!told) {
                    tell(); // one that throws keeps nobody else from what was granted
                }
            }
        }
    }

    private synchronized @Nullable Runnable nextGranted() {
        Runnable next = granted.poll();
        telling = next != null;
        return next;
    }
}
