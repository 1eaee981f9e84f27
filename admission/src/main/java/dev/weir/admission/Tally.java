package dev.weir.admission;

import java.util.EnumMap;
import java.util.Map;

/** What an admission has done. Guarded by it. */
final class Tally {
    private final Map<Refusal.Reason, Long> refused = new EnumMap<>(Refusal.Reason.class);
    private long admitted;
    private long gaveUp;
    private int peak;

    void admitted(int inside) {
        admitted++;
        peak = Math.max(peak, inside);
    }

    void refused(Refusal.Reason reason) {
        refused.merge(reason, 1L, Long::sum);
    }

    void gaveUp() {
        gaveUp++;
    }

    long admitted() {
        return admitted;
    }

    long gaveUps() {
        return gaveUp;
    }

    int peak() {
        return peak;
    }

    long refused() {
        return refused.values().stream().mapToLong(each -> each).sum();
    }

    Map<Refusal.Reason, Long> reasons() {
        return Map.copyOf(refused);
    }
}
