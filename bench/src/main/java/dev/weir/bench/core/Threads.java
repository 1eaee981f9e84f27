package dev.weir.bench.core;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads for those who bring none: as many as are wanted. They are daemons, as JMH waits half a minute for others. */
final class Threads {
    static final ExecutorService POOL = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("bench-", 0).factory());

    private Threads() {}
}
