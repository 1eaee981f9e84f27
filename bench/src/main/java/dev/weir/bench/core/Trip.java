package dev.weir.bench.core;

/** A flow that is running and answers what it is offered. */
interface Trip extends AutoCloseable {
    /** Never blocks, as there is never more than one item on its way. */
    void offer(Long item);

    @Override
    void close();
}
