package dev.weir.testkit.load;

import java.util.ArrayDeque;
import java.util.Deque;

/** So many are served at once; the others wait in the order in which they came. */
final class Slots {
    private record Job(double nanos, Runnable then) {}

    private final Timeline time;
    private final int count;
    private final Deque<Job> queue = new ArrayDeque<>();
    private int busy;

    Slots(Timeline time, int count) {
        this.time = time;
        this.count = count;
    }

    void serve(double nanos, Runnable then) {
        if (busy == count) {
            queue.add(new Job(nanos, then));
        } else {
            busy++;
            begin(new Job(nanos, then));
        }
    }

    private void begin(Job job) {
        time.in((long) job.nanos(), () -> {
            Job next = queue.poll();
            if (next == null) {
                busy--;
            } else {
                begin(next);
            }
            job.then().run();
        });
    }
}
