package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Overflow;
import dev.weir.OverflowException;
import dev.weir.internal.hold.Discipline;
import dev.weir.internal.hold.DropNewest;
import dev.weir.internal.hold.DropOldest;
import dev.weir.internal.hold.Failing;
import dev.weir.internal.hold.Fifo;
import dev.weir.internal.hold.Latest;

/** What rules a place that is full. */
public final class Overflows {
    private Overflows() {}

    /** The discipline of a place. One that waits could be a plain link, unless it has several writers. */
    public static <T> Discipline.Maker<T, T> discipline(Capacity capacity, Overflow overflow) {
        return (losses, now) -> switch (overflow) {
            case DROP_OLDEST -> new DropOldest<>(capacity, losses);
            case DROP_NEWEST -> new DropNewest<>(capacity, losses);
            case LATEST -> new Latest<>(capacity, losses);
            case DETACH, FAIL ->
                new Failing<>(capacity, losses, held -> new OverflowException(losses.stage(), overflow, held));
            case WAIT -> new Fifo<>(capacity, losses);
        };
    }
}
