package dev.weir.gateway.demo;

import java.util.ArrayDeque;
import java.util.OptionalDouble;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Sends the requests of a schedule, each at its moment, whatever became of those before it. One thread sends, and gives up
 * in the name of the clients: all have the same patience, so those that were sent first give up first.
 */
final class Load {
    private static final long LOOKS_AGAIN = 5_000_000;

    private final Setup setup;
    private final Schedule schedule;
    private final Caller caller;
    private final Ledger ledger;
    private final Stop stop;
    private final Queue<Call> unsettled = new ArrayDeque<>(); // in the order in which they give up; some are settled
    private final Latencies late = new Latencies();
    private final long begun = System.nanoTime();
    private long lasted;

    /** A load that begins now. */
    Load(Setup setup, Schedule schedule, Caller caller, Ledger ledger, Stop stop) {
        this.setup = setup;
        this.schedule = schedule;
        this.caller = caller;
        this.ledger = ledger;
        this.stop = stop;
    }

    /** Sends all and waits until each is settled, or until it is stopped. */
    void run() {
        for (int request = 0; request < schedule.size() && awaitUntil(begun + schedule.at(request)); request++) {
            send(request);
        }
        awaitUntil(begun + setup.runNanos());
        lasted = elapsed();
        while (oldest() != null && awaitUntil(System.nanoTime() + LOOKS_AGAIN)) {}
        unsettled.forEach(Call::takeBack);
    }

    private void send(int request) {
        int phase = schedule.phase(request);
        long due = begun + schedule.at(request);
        late.add(System.nanoTime() - due);
        Call call = new Call(ledger, phase, schedule.at(request) - phase * setup.phaseNanos(), due);
        unsettled.add(call);
        call.start(caller);
    }

    /** Waits until this moment, while clients give up; false if it was stopped. */
    private boolean awaitUntil(long moment) {
        while (!stop.requested()) {
            Call oldest = oldest();
            boolean sooner = oldest != null && oldest.givesUpAt() - moment < 0;
            long next = oldest != null && sooner ? oldest.givesUpAt() : moment;
            if (next - System.nanoTime() > 0) {
                stop.awaitUntil(next);
            } else if (oldest != null && sooner) {
                oldest.giveUp();
            } else {
                return true;
            }
        }
        return false;
    }

    /** The one that gives up first, or null if all are settled. */
    private @Nullable Call oldest() {
        while (!unsettled.isEmpty() && unsettled.element().settled()) {
            unsettled.remove();
        }
        return unsettled.peek();
    }

    /** How long it has been running, in nanoseconds. */
    long elapsed() {
        return System.nanoTime() - begun;
    }

    /** How long it sent, in nanoseconds. */
    long lasted() {
        return lasted;
    }

    /** How late it was against its own schedule: the 99th percentile in milliseconds. */
    OptionalDouble lateMillis() {
        return late.millis(99);
    }
}
