package dev.weir;

import dev.weir.internal.engine.Nanos;
import java.time.Duration;

/** What can be changed of a stage while it runs; see {@link Running#set}. The declared bound stays the bound. */
public sealed interface Setting {
    /**
     * How many items a link that waits may hold now; one with another overflow keeps what was declared.
     *
     * @param items at least 1 and at most what was declared; what it holds beyond that stays and leaves first
     */
    record Capacity(int items) implements Setting {
        /** Checks it. */
        public Capacity {
            atLeastOne("capacity", items);
        }
    }

    /**
     * How many calls are made at a time now.
     *
     * @param calls at least 1 and at most what was declared
     */
    record Concurrency(int calls) implements Setting {
        /** Checks it. */
        public Concurrency {
            atLeastOne("concurrency", calls);
        }
    }

    /**
     * How many items, or how much cost, a throttle lets through now; its burst stays.
     *
     * @param units how many, at least 1
     * @param per in how long a time
     */
    record Rate(long units, Duration per) implements Setting {
        /** Checks them. */
        public Rate {
            atLeastOne("rate", units);
            atLeastOne("the rate's nanoseconds", Nanos.of(per));
        }
    }

    private static void atLeastOne(String what, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " must be >= 1 but was " + value + "; to stop a flow, pause it");
        }
    }
}
