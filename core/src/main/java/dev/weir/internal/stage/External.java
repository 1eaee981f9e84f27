package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Producer;
import dev.weir.internal.engine.ExternalHead;
import dev.weir.internal.engine.Site;
import java.util.List;

/** {@code pausable}, {@code from(Publisher)}: items that are pushed from outside, held back by a pause and a resume. */
public record External<T>(String kind, Producer<T> producer, Capacity capacity) implements Stage {
    @Override
    public int inlets() {
        return 0;
    }

    @Override
    public List<Capacity> holds() {
        return List.of(capacity);
    }

    @Override
    public void open(Site site) {
        site.drive(site.island(), new ExternalHead<>(producer, capacity, site));
    }
}
