package dev.weir.internal.stage;

import dev.weir.Retry;
import dev.weir.internal.engine.Site;
import dev.weir.internal.jfr.RetryEvent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Decides whether calls are made again, and waits until then, on the engine's clock. */
final class Retries {
    private static final long NO = -1;

    private final @Nullable Retry policy;
    private final Site site;

    Retries(@Nullable Retry policy, Site site) {
        this.policy = policy;
        this.site = site;
    }

    /** A call is about to be made after so many failures. */
    void first(int failures) {
        if (failures == 0 && policy != null && policy.budget() != null) {
            policy.budget().earn();
        }
    }

    /** How long to wait before it is made again, or less than 0: it is not. What the policy throws is told with the failure. */
    long waitNanos(Throwable failure, int failures) {
        if (policy == null) {
            return NO;
        }
        try {
            if (!policy.again(failure, failures)) {
                return NO;
            }
            RetryEvent.tell(site.name(), String.valueOf(failure));
            return policy.waitNanos(failures, site.engine().random());
        } catch (Throwable t) {
            failure.addSuppressed(t);
            return NO;
        }
    }

    /** Blocks until it is to be made again. False: it is not. */
    boolean waited(Throwable failure, int failures) {
        long nanos = waitNanos(failure, failures);
        if (nanos < 0) {
            return false;
        }
        try {
            site.engine().sleep(Duration.ofNanos(nanos));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
