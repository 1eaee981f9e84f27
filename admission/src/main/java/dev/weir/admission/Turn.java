package dev.weir.admission;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A thread that waits for its turn. Whoever is first settles it: the admission that tells it, or the thread that gives up. */
final class Turn implements Consumer<Decision> {
    private static final Decision GONE =
            new Decision.Refused(new Refusal(Refusal.Reason.CLOSED, "it gave up", Duration.ZERO));

    private final Thread thread = Thread.currentThread();
    private final AtomicReference<@Nullable Decision> settled = new AtomicReference<>();

    @Override
    public void accept(Decision made) {
        if (settled.compareAndSet(null, made)) {
            if (Thread.currentThread() != thread) {
                LockSupport.unpark(thread);
            }
        } else if (made instanceof Permit permit) {
            permit.withdraw();
        }
    }

    Permit await(Waiting waiting) throws InterruptedException {
        Decision made = settled.get();
        while (made == null) {
            LockSupport.park(waiting);
            if (Thread.interrupted()) {
                giveUp(waiting);
                throw new InterruptedException("interrupted while it waited to be let in");
            }
            made = settled.get();
        }
        return switch (made) {
            case Permit permit -> permit;
            case Decision.Refused(Refusal why) -> throw new RefusedException(why);
        };
    }

    /** If its turn has come just now, what it was given goes back. */
    void giveUp(Waiting waiting) {
        if (!waiting.cancel() && !settled.compareAndSet(null, GONE) && settled.get() instanceof Permit permit) {
            permit.withdraw();
        }
    }
}
