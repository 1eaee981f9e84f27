package dev.weir.gateway.demo;

import java.util.OptionalLong;

/** Shows runs while they go on. Called by one thread at a time. */
interface View {
    /** Shows nothing. */
    View NONE = new View() {
        @Override
        public void begin(String run, OptionalLong bound) {}

        @Override
        public void second(Reading reading) {}
    };

    /** A run begins; the bound on what the gateway holds, if there is one. */
    void begin(String run, OptionalLong bound);

    /** A second has passed. */
    void second(Reading reading);
}
