package dev.weir.bench.admission;

import dev.weir.testkit.load.Asking;
import dev.weir.testkit.load.Gate;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import java.time.Duration;

/** A bulkhead of Resilience4j that refuses at once, as it does by default. */
final class BulkheadGate implements Gate {
    private final Bulkhead bulkhead;

    private BulkheadGate(BulkheadConfig config) {
        bulkhead = Bulkhead.of("service", config);
    }

    static Gate usual() {
        return new BulkheadGate(BulkheadConfig.ofDefaults());
    }

    static Gate of(int most) {
        return new BulkheadGate(BulkheadConfig.custom()
                .maxConcurrentCalls(most)
                .maxWaitDuration(Duration.ZERO)
                .build());
    }

    @Override
    public void ask(Asking asking, Entry entry) {
        if (bulkhead.tryAcquirePermission()) {
            entry.admitted(bulkhead::onComplete);
        } else {
            entry.refused(0, true);
        }
    }
}
