package dev.weir.http;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.DoubleSupplier;

/**
 * How busy the processors are: those that this process may use, by it alone, or those of the machine or container, by
 * whomever, whichever is more. For one thread.
 */
final class Processors implements DoubleSupplier {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private long used = SYSTEM.getProcessCpuTime();
    private long at = System.nanoTime();

    /** Since it was asked before, from 0 to 1. */
    @Override
    public double getAsDouble() {
        long now = System.nanoTime();
        long usedNow = SYSTEM.getProcessCpuTime();
        double own = (usedNow - used)
                / ((double) Math.max(1, now - at) * Runtime.getRuntime().availableProcessors());
        used = usedNow;
        at = now;
        return Math.clamp(Math.max(own, SYSTEM.getCpuLoad()), 0, 1);
    }
}
