package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.internal.engine.Site;
import dev.weir.internal.hold.Discipline;
import java.util.List;
import java.util.Set;

/** A stage that is a place ruled by a discipline: {@code delay}, {@code conflate}, {@code buffer} with an overflow. */
public record Holding<I, O>(String kind, Capacity capacity, boolean detaches, Discipline.Maker<I, O> discipline)
        implements Stage {
    /** A place that only ever ends as what is before it does. */
    public Holding(String kind, Capacity capacity, Discipline.Maker<I, O> discipline) {
        this(kind, capacity, false, discipline);
    }

    @Override
    public Cut cut() {
        return Cut.BEFORE;
    }

    @Override
    public List<Capacity> holds() {
        return List.of(capacity);
    }

    @Override
    public boolean keepsItems() {
        return Set.of(
                        "buffer",
                        "delay",
                        "debounce",
                        "sample",
                        "keepAlive",
                        "timeout",
                        "expiring",
                        "codel",
                        "newestFirst")
                .contains(kind);
    }

    @Override
    public void open(Site site) {
        Links.basin(site, this);
    }
}
