package dev.weir.races;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.weir.LinkPressure;
import dev.weir.Running;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

/** What must hold of a run when all is over, and while it goes on. */
final class Ends {
    private Ends() {}

    /** Waits until it is over, however it ends; then nothing is held and its books are closed. */
    static void await(Running<?> run) throws InterruptedException {
        try {
            var _ = run.result().toCompletableFuture().get(Rounds.LONG_SECONDS, SECONDS);
        } catch (ExecutionException failed) {
            // how it ended is looked at by who knows what is right
        } catch (TimeoutException e) {
            throw new AssertionError("the run must end but does not: " + run.waiting() + " " + run.pressure(), e);
        }
        for (LinkPressure link : run.pressure().links()) {
            if (!Books.closed(link)) {
                throw new AssertionError("in must be out + dropped + expired + discarded, and nothing held: " + link);
            }
        }
    }

    static boolean isClean(Running<?> run) {
        return run.result().toCompletableFuture().state() == Future.State.SUCCESS;
    }

    /** Fails if a run that goes on holds too much, or is in the wrong about more than an item on its way. */
    static void look(Running<?> run) {
        for (LinkPressure link : run.pressure().links()) {
            if (link.held() < 0 || link.held() > link.capacity() || link.peak() > link.capacity()) {
                throw new AssertionError("no more must be held than the capacity: " + link);
            }
            if (Math.abs(Books.missing(link)) > 1) {
                throw new AssertionError("in must be out + held + dropped + expired + discarded: " + link);
            }
        }
    }

    /** How many items its places have let go, one way or another. */
    static long lost(Running<?> run) {
        return run.pressure().links().stream()
                .mapToLong(link -> link.dropped() + link.expired() + link.discarded())
                .sum();
    }
}
