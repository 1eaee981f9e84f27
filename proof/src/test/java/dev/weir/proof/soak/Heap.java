package dev.weir.proof.soak;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** What lives on the heap, read after each stretch of time. */
final class Heap {
    static final double MIB = 1 << 20;

    /**
     * What may come without anything being lost: a graph that leaves its run behind keeps more than 4 KiB, so 500 graphs do
     * that are never forgotten; tables that grow once, such as those of classes and of soft references, are smaller.
     */
    static final double TOLERANCE = 2 * MIB;

    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    private final List<Long> live = new ArrayList<>();

    /** Bytes that were allocated by all threads since the JVM was started. */
    static long allocated() {
        return THREADS.getTotalThreadAllocatedBytes();
    }

    /** What lives now: the least of some readings, each after a collection, as others allocate a little beside it. */
    static long used() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    long read() {
        long now = used();
        live.add(now);
        return now;
    }

    /** By how much the median of the last third of the readings is above that of the first third. */
    double growth() {
        int third = Math.max(1, live.size() / 3);
        return median(live.subList(live.size() - third, live.size())) - median(live.subList(0, third));
    }

    private static double median(List<Long> values) {
        List<Long> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2.0;
    }
}
