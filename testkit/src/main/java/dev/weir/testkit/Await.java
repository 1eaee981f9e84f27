package dev.weir.testkit;

import dev.weir.LinkPressure;
import dev.weir.Running;
import dev.weir.StagePressure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Waits in real time, for runs on engines with threads; nothing is assumed about how fast they are. In a {@link
 * Simulation}, use {@link Simulation#settle} and {@link Simulation#await}.
 */
public final class Await {
    private static final long LOOK_NANOS = 100_000;

    private Await() {}

    /**
     * Waits until something holds.
     *
     * @param what what it is, for the message
     * @param holds asked often
     * @param atMost for how long
     * @throws AssertionError if it does not hold by then
     */
    public static void that(String what, BooleanSupplier holds, Duration atMost) {
        long began = System.nanoTime();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - began > atMost.toNanos()) {
                throw new AssertionError("it must become so within " + atMost + " but did not: " + what);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /**
     * Waits until a thread is blocked.
     *
     * @param thread the thread
     * @param atMost for how long
     * @throws AssertionError if it is not by then
     */
    public static void blocked(Thread thread, Duration atMost) {
        that("blocked is " + thread, () -> isBlocked(thread), atMost);
    }

    private static boolean isBlocked(Thread thread) {
        return switch (thread.getState()) {
            case WAITING, TIMED_WAITING, BLOCKED -> true;
            case NEW, RUNNABLE, TERMINATED -> false;
        };
    }

    /**
     * Waits until nothing of a run moves: all its parts wait for items, room or time, and stay so for some looks.
     *
     * @param run the run
     * @param atMost for how long
     * @throws AssertionError if something still moves by then
     */
    public static void atRest(Running<?> run, Duration atMost) {
        Object[] seen = {new Object()};
        int[] looks = {0};
        that(
                "at rest is " + run.name(),
                () -> {
                    List<Object> now = List.of(
                            run.pressure().links().stream().map(Await::moved).toList(),
                            run.pressure().stages().stream()
                                    .map(StagePressure::busy)
                                    .toList());
                    looks[0] = now.equals(seen[0]) ? looks[0] + 1 : 0;
                    seen[0] = now;
                    return run.ended() || looks[0] >= 5;
                },
                atMost);
    }

    private static List<Long> moved(LinkPressure link) {
        return List.of(link.in(), link.out(), link.dropped(), link.expired(), link.discarded());
    }
}
