package dev.weir.testkit;

import dev.weir.Running;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a simulation from outside, in real time: whether the thread that has the turn is blocked in code that is not
 * weir's, whether nothing will ever move again, and whether something moves for ever.
 */
final class Outside implements Runnable {
    private static final long LOOK_NANOS = 500_000;
    private static final int LOOKS_BEFORE_IT_IS_BLOCKED = 8;
    private static final int ENDLESS_PATIENCES = 60;

    private final Turns turns;
    private final long patienceNanos;
    private volatile boolean over;

    // what was seen last, by its own thread
    private @Nullable Party holder;
    private long turnsTaken = -1;
    private long now = -1;
    private int looksBlocked;
    private long turnNanos;
    private long restedNanos;
    private long busyNanos;
    private long wall = System.nanoTime();

    Outside(Turns turns, Duration patience) {
        this.turns = turns;
        this.patienceNanos = patience.toNanos();
    }

    void watch() {
        Thread.ofPlatform().daemon().name("weir-simulation-outside").start(this);
    }

    void end() {
        over = true;
    }

    @Override
    public void run() {
        while (!over) {
            LockSupport.parkNanos(LOOK_NANOS);
            look(turns.holder(), turns.turns(), turns.now(), System.nanoTime());
        }
    }

    private void look(@Nullable Party holderNow, long turnsNow, long timeNow, long wallNow) {
        boolean sameTurn = holderNow == holder && turnsNow == turnsTaken;
        looksBlocked = sameTurn && holderNow != null && holderNow.blocked() ? looksBlocked + 1 : 0;
        restedNanos = sameTurn && holderNow == null && turns.rests() ? restedNanos + LOOK_NANOS : 0;
        busyNanos = turns.isBusy() ? busyNanos + LOOK_NANOS : 0;
        holder = holderNow;
        turnsTaken = turnsNow;
        now = timeNow;
        turnNanos = sameTurn && holderNow != null ? turnNanos + LOOK_NANOS : 0;
        boolean isBlocked = looksBlocked >= LOOKS_BEFORE_IT_IS_BLOCKED;
        if (holderNow != null && (isBlocked || turnNanos > longTurn(holderNow)) && holderNow.isOutside()) {
            turns.leftOutside(holderNow, turnsNow);
        }
        if (turns.isAnyOutside()) {
            turns.passed(wallNow - wall);
        }
        wall = wallNow;
        if (restedNanos > patienceNanos) {
            restedNanos = 0;
            tellStuck();
        }
        if (busyNanos > ENDLESS_PATIENCES * patienceNanos) {
            busyNanos = 0;
            turns.stuck("what moves must come to rest at times but for long it has not, after " + Duration.ofNanos(now)
                    + "; these run:\n" + running());
        }
    }

    /** One that runs for so long may wait, spinning, for what another one is to do. A test has more to do than a task. */
    private long longTurn(Party party) {
        return party.runsTasks ? patienceNanos : 10 * patienceNanos;
    }

    private void tellStuck() {
        List<Party> waiting = turns.waiting();
        if (waiting.stream().anyMatch(party -> !party.runsTasks && !party.outside)
                && waiting.stream().noneMatch(Party::isBusyOutside)) {
            turns.stuck("something must move while somebody waits but nothing can any more, after "
                    + Duration.ofNanos(now) + "; these wait:\n"
                    + waiting.stream().map(Party::toString).collect(Collectors.joining("\n"))
                    + "\nand these run:\n" + running());
        }
    }

    private static String running() {
        return Running.all().stream().map(Object::toString).collect(Collectors.joining("\n"));
    }
}
