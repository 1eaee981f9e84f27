package dev.weir.bench.admission;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.Limiter;
import com.netflix.concurrency.limits.limiter.SimpleLimiter;
import dev.weir.admission.Ticker;
import dev.weir.testkit.load.Asking;
import dev.weir.testkit.load.Gate;
import java.util.Optional;

/** A limiter of concurrency-limits. */
final class LimiterGate implements Gate {
    private final Limiter<String> limiter;

    LimiterGate(Limit limit, Ticker clock) {
        limiter = SimpleLimiter.newBuilder()
                .named("service")
                .limit(limit)
                .nanoClock(clock::nanoTime)
                .build();
    }

    @Override
    public void ask(Asking asking, Entry entry) {
        Optional<Limiter.Listener> let = limiter.acquire("request");
        if (let.isPresent()) {
            entry.admitted(let.get()::onSuccess);
        } else {
            entry.refused(0, true);
        }
    }
}
