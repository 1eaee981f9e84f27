package dev.weir.internal.engine;

import org.jspecify.annotations.Nullable;

/** A driver in the chain of those of an island, and where it stands: nearer the sink than all with a smaller number. */
final class Placed {
    final Driver driver;
    private int place; // its complement while the driver is on the stack; it is not negative

    @Nullable
    Placed next;

    Placed(Driver driver, int place) {
        this.driver = driver;
        this.place = place;
    }

    boolean over() {
        return driver.over();
    }

    /** Whether it stands at this place or nearer the sink. */
    boolean isFrom(int first) {
        return (isOnStack() ? ~place : place) >= first;
    }

    private boolean isOnStack() {
        return place < 0;
    }

    /** Drives it, unless it is waiting further down the stack: it must not overtake itself. */
    boolean driveNow() {
        if (isOnStack()) {
            return false;
        }
        place = ~place;
        try {
            return driver.drive();
        } finally {
            place = ~place;
        }
    }
}
