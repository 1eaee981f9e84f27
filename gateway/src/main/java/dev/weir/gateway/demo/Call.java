package dev.weir.gateway.demo;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One request that was sent. It is settled once: by its reply, by its client giving up, or by being taken back when the run
 * is stopped. The reply may come on any thread; all else is for the one that sends.
 */
final class Call {
    private final Ledger ledger;
    private final int phase;
    private final long intoPhase;
    private final long due;
    private final AtomicBoolean settled = new AtomicBoolean();
    private Runnable cancel = () -> {};

    /** A request of a phase, so long after its beginning, to be sent at this moment. */
    Call(Ledger ledger, int phase, long intoPhase, long due) {
        this.ledger = ledger;
        this.phase = phase;
        this.intoPhase = intoPhase;
        this.due = due;
    }

    void start(Caller caller) {
        ledger.sent(phase);
        cancel = caller.send(this::replied);
    }

    private void replied(Reply reply) {
        if (settled.compareAndSet(false, true)) {
            ledger.settle(new Settled(phase, intoPhase, reply, System.nanoTime() - due));
        }
    }

    boolean settled() {
        return settled.get();
    }

    /** When its client gives up. */
    long givesUpAt() {
        return due + Setup.PATIENCE.toNanos();
    }

    void giveUp() {
        if (settled.compareAndSet(false, true)) {
            ledger.settle(new Settled(phase, intoPhase, new Reply.GaveUp(), Setup.PATIENCE.toNanos()));
            cancel.run();
        }
    }

    void takeBack() {
        if (settled.compareAndSet(false, true)) {
            ledger.takenBack(phase);
            cancel.run();
        }
    }
}
