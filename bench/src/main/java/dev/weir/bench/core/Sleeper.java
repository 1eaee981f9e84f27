package dev.weir.bench.core;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One thread that sleeps until others have made something true; they write it, and wake it after that. */
final class Sleeper {
    private volatile @Nullable Thread asleep;

    @SuppressWarnings("ThreadPriorityCheck") // the others may be virtual threads on the same carrier
    void sleepUntil(BooleanSupplier condition) {
        if (!condition.getAsBoolean()) {
            Thread.yield(); // after that it is often true
        }
        while (!condition.getAsBoolean()) {
            asleep = Thread.currentThread();
            if (!condition.getAsBoolean()) {
                LockSupport.park(this);
            }
            asleep = null;
        }
    }

    void wake() {
        Thread thread = asleep;
        if (thread != null) {
            asleep = null; // others need not wake it too; it tells again that it sleeps if it does
            LockSupport.unpark(thread);
        }
    }
}
