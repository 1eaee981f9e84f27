package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** What the tests of flows share: waiting that gives up, ledgers, sources that count, sinks that hold back. */
final class Flows {
    static final Duration LONG = Duration.ofMillis(Long.getLong("weir.patience", 10_000));

    private Flows() {}

    static List<Long> longs(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    static void await(CountDownLatch latch) throws InterruptedException {
        if (standsStill()) {
            awaitThat("it happens", () -> latch.getCount() == 0);
        } else {
            assertThat(latch.await(LONG.toMillis(), TimeUnit.MILLISECONDS))
                    .as("it must happen")
                    .isTrue();
        }
    }

    /** Blocks until it is interrupted, as user code does that waits for the outside. */
    static <T> T blockForEver(T never) throws InterruptedException {
        new CountDownLatch(1).await();
        return never;
    }

    /** A piece that fails after all that comes. */
    static <T> Pipe<T, T> failing() {
        return source -> Source.concat(source, Source.generate(out -> {
            throw new IllegalStateException("it fails");
        }));
    }

    /** Whether the engine moves only while this thread waits through it, as it may be when tests run on another engine. */
    private static boolean standsStill() {
        return !Engine.current().equals(Engine.virtualThreads());
    }

    /** Lets others go on, in a loop that waits for something. */
    static void moment() {
        if (standsStill() && Engine.current().mayWait()) {
            try {
                Engine.current().sleep(Duration.ofNanos(50_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        } else {
            Thread.onSpinWait();
        }
    }

    /** Waits until the thread waits. */
    static void awaitWaiting(Thread thread) {
        long end = System.nanoTime() + LONG.toNanos();
        while (thread.getState() != Thread.State.WAITING) {
            assertThat(System.nanoTime()).as("it must wait: " + thread).isLessThan(end);
            moment();
        }
    }

    /** Waits until as much was closed as was opened, where there is no run to wait for. */
    static void awaitEqual(AtomicInteger opened, AtomicInteger closed) {
        long end = System.nanoTime() + LONG.toNanos();
        while (opened.get() != closed.get()) {
            assertThat(System.nanoTime())
                    .as("all must be closed: %s of %s", closed, opened)
                    .isLessThan(end);
            moment();
        }
    }

    /** Waits until it holds. */
    static void awaitThat(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + LONG.toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it must become so: " + what).isLessThan(end);
            moment();
        }
    }

    static <R> R result(Running<R> run) {
        if (standsStill()) { // by its clock, a time-out may come before what other threads do
            awaitThat("it has ended: " + run.name(), run::ended);
        }
        try {
            return run.join(LONG);
        } catch (TimeoutException e) {
            return fail("the run must end but did not: " + run.pressure(), e);
        }
    }

    /** What it ends with other than a result. */
    static RuntimeException failure(Running<?> run) {
        try {
            return fail("the run must not end cleanly but gave " + result(run));
        } catch (FlowFailedException | FlowCancelledException e) {
            return e;
        }
    }

    /** Rule 5, for each place that holds items. */
    static void assertLedger(Running<?> run) {
        for (LinkPressure link : run.pressure().links()) {
            assertThat(link.in())
                    .as("in = out + held + dropped + expired + discarded of " + link)
                    .isEqualTo(link.out() + link.held() + link.dropped() + link.expired() + link.discarded());
            assertThat(link.held()).as("%s", link).isBetween(0, link.capacity());
            assertThat(link.peak()).as("%s", link).isBetween(link.held(), link.capacity());
        }
    }

    /** The same, and nothing is left. */
    static void assertQuiet(Running<?> run) {
        assertThat(run.ended()).isTrue();
        assertLedger(run);
        assertThat(run.pressure().held()).isZero();
    }

    /** Numbers from a stream that counts what was pulled and how often it was closed. */
    static final class Counted {
        final AtomicInteger pulled = new AtomicInteger();
        final AtomicInteger closed = new AtomicInteger();

        Source<Long> source(long most) {
            return Source.from(LongStream.range(0, most)
                    .peek(n -> pulled.incrementAndGet())
                    .boxed()
                    .onClose(closed::incrementAndGet));
        }
    }

    /** A sink without a thread: it takes one item and then has room only after it was opened. */
    static final class Gate<T> implements Writer<T, List<T>> {
        final List<T> items = new ArrayList<>();
        final List<Ending> aborts = new ArrayList<>();
        private boolean open;
        private Runnable drained = () -> {};

        Sink<T, List<T>> sink() {
            return Sink.writing(() -> this);
        }

        /** Room for one more item. */
        void openForOne() {
            open = false;
            drained.run();
        }

        /** Room for all. */
        void open() {
            open = true;
            drained.run();
        }

        @Override
        public void open(Runnable whenDrained, Consumer<Throwable> broken) {
            drained = whenDrained;
        }

        @Override
        public boolean write(T item) {
            items.add(item);
            return open;
        }

        @Override
        public List<T> finish() {
            return List.copyOf(items);
        }

        @Override
        public void abort(Ending ending) {
            aborts.add(ending);
        }
    }
}
