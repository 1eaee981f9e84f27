package dev.weir.testkit.load;

import java.util.ArrayDeque;
import java.util.Deque;

/** So many are served at once, each until it is done or its turn is over; the others wait in the order in which they came. */
final class Slots {
    private record Job(double nanos, Runnable then) {}

    private final Timeline time;
    private final int count;
    private final double turn; // nanoseconds
    private final Deque<Job> queue = new ArrayDeque<>();
    private int busy;

    Slots(Timeline time, int count, double turn) {
        this.time = time;
        this.count = count;
        this.turn = turn;
    }

    /** The same for other turns, as long as nothing is served. */
    Slots turns(double nanos) {
        return new Slots(time, count, nanos);
    }

    void serve(double nanos, Runnable then) {
        queue.add(new Job(nanos, then));
        next();
    }

    private void next() {
        if (busy < count && !queue.isEmpty()) {
            busy++;
            begin(queue.remove());
        }
    }

    private void begin(Job job) {
        double now = Math.min(job.nanos(), turn);
        time.in((long) now, () -> {
            busy--;
            boolean isDone = job.nanos() <= turn;
            if (!isDone) {
                queue.add(new Job(job.nanos() - now, job.then()));
            }
            next();
            if (isDone) {
                job.then().run();
            }
        });
    }
}
