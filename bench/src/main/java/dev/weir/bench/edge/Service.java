package dev.weir.bench.edge;

import dev.weir.testkit.load.ServiceTime;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What is behind the gate: slots that are taken for a time, or a processor that is kept busy. Any thread. */
final class Service {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final ServiceTime time;
    private final @Nullable Executor processor; // null: it takes time only
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1, task -> {
        Thread thread = new Thread(task, "service");
        thread.setDaemon(true);
        return thread;
    });
    private final Deque<Runnable> queue = new ArrayDeque<>(); // guarded by this, as is what follows
    private int free;

    private Service(int slots, ServiceTime time, @Nullable Executor processor) {
        this.free = slots;
        this.time = time;
        this.processor = processor;
    }

    /** That of a workload, on these threads if it needs a processor. */
    static Service of(Edge edge, Executor threads) {
        return new Service(edge.service().whole().slots(), edge.time(), edge == Edge.PROCESSOR ? threads : null);
    }

    /** Serves one, and runs something when that is done. */
    void serve(Runnable then) {
        if (processor != null) {
            processor.execute(() -> {
                spin((long) time.nanos(ThreadLocalRandom.current()));
                then.run();
            });
            return;
        }
        synchronized (this) {
            if (free == 0) {
                queue.add(then);
                return;
            }
            free--;
        }
        begin(then);
    }

    private void begin(Runnable then) {
        var _ = timer.schedule(() -> end(then), (long) time.nanos(ThreadLocalRandom.current()), TimeUnit.NANOSECONDS);
    }

    private void end(Runnable then) {
        Runnable next;
        synchronized (this) {
            next = queue.poll();
            free += next == null ? 1 : 0;
        }
        if (next != null) {
            begin(next);
        }
        then.run();
    }

    /** Takes so much of a processor, however many others share it. */
    private static void spin(long nanos) {
        long until = THREADS.getCurrentThreadCpuTime() + nanos;
        while (THREADS.getCurrentThreadCpuTime() < until) {
            Thread.onSpinWait();
        }
    }
}
