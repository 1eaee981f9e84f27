package dev.weir.internal.engine;

import dev.weir.races.Steps;

/** Steps of an engine that leaves it to weir what runs where. */
final class StepsOfThreads extends Steps implements Threaded {
    @Override
    public boolean mayBlock() {
        return true;
    }
}
