package dev.weir.internal.engine;

import dev.weir.Engine;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Threads from outside that wait until a future is complete. They wait through the engine, which may need them to get there. */
public final class Waits {
    private final Engine engine;
    private final CompletableFuture<?> done;
    private final ConcurrentLinkedQueue<Thread> waiting = // as many as wait
            new ConcurrentLinkedQueue<>();

    Waits(Engine engine, CompletableFuture<?> done) {
        this.engine = engine;
        this.done = done;
    }

    /** It is complete now. */
    void completed() {
        waiting.forEach(engine::unpark);
    }

    /** Blocks until it is complete. */
    void await() throws InterruptedException {
        if (!done.isDone()) {
            enter();
            try {
                until(engine, done::isDone);
            } finally {
                leave();
            }
        }
    }

    /** Blocks until it is complete, at most for so long on the engine's clock. False: it is not. */
    boolean await(long nanos) throws InterruptedException {
        if (done.isDone() || nanos <= 0) {
            return done.isDone();
        }
        enter();
        try (Timer timer = new Timer(engine, nanos)) {
            until(engine, () -> done.isDone() || timer.over());
            return done.isDone();
        } finally {
            leave();
        }
    }

    /** Blocks until it is complete, whoever interrupts; the flag is set afterwards. */
    void awaitQuietly() {
        boolean interrupted = false;
        while (true) {
            try {
                await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Once it stands in the queue, whoever completes the future sees it there, or it sees that the future is complete. */
    private void enter() {
        mustBeAllowed(engine);
        waiting.add(Thread.currentThread());
    }

    private void leave() {
        waiting.remove(Thread.currentThread());
    }

    /** Blocks for so long on the engine's clock. */
    public static void sleep(Engine engine, Duration time) throws InterruptedException {
        mustBeAllowed(engine);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (time.isPositive()) {
            try (Timer timer = new Timer(engine, Nanos.of(time))) {
                until(engine, timer::over);
            }
        }
    }

    /** Throws where waiting would stop the engine. */
    public static void mustBeAllowed(Engine engine) {
        if (!engine.mayWait()) {
            throw new IllegalStateException("nothing may wait on the thread of an event loop but "
                    + Thread.currentThread().getName()
                    + " was to; use what calls back (result(), offer), or wait on another thread");
        }
    }

    private static void until(Engine engine, BooleanSupplier met) throws InterruptedException {
        while (!met.getAsBoolean()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (Thread.currentThread() instanceof ForkJoinWorkerThread) {
                ForkJoinPool.managedBlock(new Blocker(engine, met)); // the pool may need another thread meanwhile
            } else {
                engine.park(met);
            }
        }
    }

    /** Parks once. */
    private record Blocker(Engine engine, BooleanSupplier met) implements ForkJoinPool.ManagedBlocker {
        @Override
        public boolean block() {
            engine.park(met);
            return true;
        }

        @Override
        public boolean isReleasable() {
            return met.getAsBoolean();
        }
    }

    /** Unparks the thread that has made it, once. */
    private static final class Timer implements AutoCloseable {
        private final AtomicBoolean over = new AtomicBoolean();
        private final Runnable cancel;

        Timer(Engine engine, long nanos) {
            Thread waits = Thread.currentThread();
            cancel = engine.schedule(Math.max(0, nanos), () -> {
                over.set(true);
                engine.unpark(waits);
            });
        }

        boolean over() {
            return over.get();
        }

        @Override
        public void close() {
            cancel.run();
        }
    }
}
