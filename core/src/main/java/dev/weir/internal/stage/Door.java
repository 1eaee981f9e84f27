package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.internal.engine.Site;
import java.util.List;

/** {@code entry}: the door for work from outside. */
public record Door<T>(Capacity capacity) implements Stage {
    @Override
    public String kind() {
        return "entry";
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
    public void open(Site site) {
        var door = new OpenDoor<T>(capacity, site);
        site.drive(site.island(), door);
        site.gauge(door);
        site.door(door);
        site.wokenFromOutside(() -> !door.over());
    }
}
