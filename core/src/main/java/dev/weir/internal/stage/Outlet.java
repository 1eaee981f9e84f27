package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Overflow;
import java.util.List;

/** What stands behind an outlet of a fan-out. */
public record Outlet(Capacity capacity, Overflow overflow) {
    /** A link that is waited for. */
    public static Outlet waiting() {
        return new Outlet(Capacity.DEFAULT, Overflow.WAIT);
    }

    static List<Outlet> linked(List<Outlet> outlets, Capacity links) {
        return outlets.stream()
                .map(outlet -> new Outlet(Stage.or(outlet.capacity, links), outlet.overflow))
                .toList();
    }

    static List<Capacity> capacities(List<Outlet> outlets) {
        return outlets.stream().map(Outlet::capacity).toList();
    }
}
