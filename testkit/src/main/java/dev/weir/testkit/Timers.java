package dev.weir.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;

/** What is to run at which virtual time. Used under the lock of the turns. */
final class Timers {
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::at).thenComparingLong(Timer::number));
    private long made;

    /** One of them; those of one time are known by their number. */
    record Timer(long at, long number, Runnable task) {}

    Timer add(long at, Runnable task) {
        Timer timer = new Timer(at, made++, task);
        timers.add(timer);
        return timer;
    }

    void remove(Timer timer) {
        timers.remove(timer);
    }

    /** When the next is due, of those there are. */
    long first() {
        return Objects.requireNonNull(timers.peek(), "a timer must be set").at();
    }

    int size() {
        return timers.size();
    }

    /** All that are due next, at one time; empty if none is set. */
    List<Timer> next() {
        List<Timer> due = new ArrayList<>(1);
        for (Timer first = timers.poll(); first != null; first = timers.poll()) {
            due.add(first);
            Timer after = timers.peek();
            if (after == null || after.at() != first.at()) {
                break;
            }
        }
        return due;
    }
}
