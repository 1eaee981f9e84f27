package dev.weir.bench.admission;

import dev.weir.testkit.load.Asking;
import dev.weir.testkit.load.Target;
import dev.weir.testkit.load.Timeline;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * How good it was what those were told who were refused: how long after the time that each was told first it was served at last.
 * Who was told nothing is taken to have been told a second.
 */
final class Promises implements Target {
    private static final long NOTHING_TOLD = 1_000_000_000;

    private final Timeline time;
    private final Target target;
    private final IdentityHashMap<Caller, Long> promised = new IdentityHashMap<>();
    private final List<Double> late = new ArrayList<>(); // seconds

    Promises(Timeline time, Target target) {
        this.time = time;
        this.target = target;
    }

    @Override
    public void take(Asking asking, Caller caller) {
        target.take(asking, new Caller() {
            @Override
            public void served() {
                Long at = promised.remove(caller);
                if (at != null) {
                    late.add((time.nanoTime() - at) / 1e9);
                }
                caller.served();
            }

            @Override
            public void refused(long hint, boolean mayRetry) {
                promised.putIfAbsent(caller, time.nanoTime() + (hint == 0 ? NOTHING_TOLD : hint));
                caller.refused(hint, mayRetry);
            }
        });
    }

    /** After how many seconds that share of them had been served; 0 if nobody was refused and served. */
    double late(double share) {
        List<Double> sorted = late.stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.min(sorted.size() - 1, share * sorted.size()));
    }
}
