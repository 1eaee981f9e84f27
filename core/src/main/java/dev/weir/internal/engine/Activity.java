package dev.weir.internal.engine;

/** Where the time of an island goes: two readings of the clock for each activation, none for an item. */
final class Activity {
    private long since;
    private boolean running;
    private boolean heldBack;
    private long busyNanos;
    private long starvedNanos;
    private long heldBackNanos;
    private long activations;

    synchronized void begin(long now) {
        if (activations++ > 0) {
            rested(now - since);
        }
        running = true;
        since = now;
    }

    synchronized void rest(long now, boolean forWantOfRoom) {
        busyNanos += now - since;
        running = false;
        heldBack = forWantOfRoom;
        since = now;
    }

    private void rested(long nanos) {
        if (heldBack) {
            heldBackNanos += nanos;
        } else {
            starvedNanos += nanos;
        }
    }

    /** How often it has run. */
    synchronized long activations() {
        return activations;
    }

    /** What it adds up to now, the stretch under way included. */
    synchronized Reading read(long now) {
        long open = activations == 0 ? 0 : now - since;
        return new Reading(
                busyNanos + (running ? open : 0),
                starvedNanos + (!running && !heldBack ? open : 0),
                heldBackNanos + (!running && heldBack ? open : 0),
                activations,
                open,
                running,
                !running && heldBack);
    }

    record Reading(
            long busyNanos,
            long starvedNanos,
            long heldBackNanos,
            long activations,
            long sinceNanos,
            boolean running,
            boolean heldBack) {}
}
