package dev.weir.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The last decisions, in slots that are used again and again. Guarded by its admission. */
final class Trace {
    private static final int KEPT = 1024;

    private static final class Slot {
        long at;

        @Nullable
        Route route;

        @Nullable
        Work work;

        Decided.@Nullable Outcome outcome;

        @Nullable
        Stage stage;

        double wait;
        double canWait;
        double perSecond;
        int inside;
        int waiting;
    }

    private final @Nullable Slot[] slots = new @Nullable Slot[KEPT];
    private long count;

    void add(Route route, Work work, Decided.Outcome outcome, Judge judge, int waiting, long now) {
        int at = (int) (count++ % KEPT);
        Slot slot = slots[at];
        if (slot == null) {
            slot = new Slot();
            slots[at] = slot;
        }
        slot.at = now;
        slot.route = route;
        slot.work = work;
        slot.outcome = outcome;
        slot.stage = judge.limit.stage();
        slot.wait = judge.wait;
        slot.canWait = judge.canWait;
        slot.perSecond = judge.perSecond;
        slot.inside = judge.limit.inside();
        slot.waiting = waiting;
    }

    List<Decided> read(long now) {
        List<Decided> read = new ArrayList<>();
        for (long i = Math.max(0, count - KEPT); i < count; i++) {
            Slot slot = Objects.requireNonNull(slots[(int) (i % KEPT)]);
            read.add(new Decided(
                    Decided.time((double) (now - slot.at)),
                    Objects.requireNonNull(slot.route).name(),
                    Objects.requireNonNull(slot.work),
                    Objects.requireNonNull(slot.outcome),
                    Objects.requireNonNull(slot.stage).name(),
                    Decided.time(slot.wait),
                    Decided.time(slot.canWait),
                    slot.perSecond,
                    slot.inside,
                    slot.waiting));
        }
        return read;
    }
}
