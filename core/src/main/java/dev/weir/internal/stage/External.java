package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Producer;
import dev.weir.internal.engine.ExternalHead;
import dev.weir.internal.engine.Site;
import java.util.List;

/**
 * {@code pausable}, {@code asking}, {@code from(Publisher)}, {@code from(CompletionStage)}: items that are pushed from
 * outside, held back by a pause and a resume; so many of the places are for what comes late.
 */
public record External<T>(String kind, Producer<T> producer, Capacity capacity, int late) implements Stage {
    /** Nothing comes late. */
    public External(String kind, Producer<T> producer, Capacity capacity) {
        this(kind, producer, capacity, 0);
    }

    @Override
    public int inlets() {
        return 0;
    }

    @Override
    public List<Capacity> holds() {
        return List.of(capacity);
    }

    @Override
    public Stage linked(Capacity links) {
        return late > 0 ? this : new External<>(kind, producer, Stage.or(capacity, links), late);
    }

    @Override
    public void open(Site site) {
        site.drive(site.island(), new ExternalHead<>(producer, capacity, late, site));
    }
}
