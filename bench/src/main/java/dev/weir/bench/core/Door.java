package dev.weir.bench.core;

import dev.weir.Entry;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.admission.Deadline;
import dev.weir.bench.Workload;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What an offer costs that is accepted and meets nobody: {@link Entry#offer(Object)} of a running pipeline with room for
 * 1,024, against queues of the JDK with as much room.
 *
 * <p>Whoever takes the items is a virtual thread in each case, and stands still while 512 are offered; then all are
 * taken, which the clock does not see (the bytes do), and the sum of what came is checked. So there is room for each
 * offer, nobody holds the lock, and nobody sleeps who must be woken. Not measured: a refusal, writers that compete, and
 * waking the taker; {@link Hop} has the two threads at once.
 */
@Workload(id = "door", title = "an offer that is accepted and meets nobody", item = "offer")
public class Door {
    static final int BATCH = 512;
    static final int CAPACITY = 1024;

    private static final Long[] ITEMS =
            LongStream.range(1_000, 1_000 + BATCH).boxed().toArray(Long[]::new); // none out of the cache of small ones
    private static final long SUM = BATCH * (2_000L + BATCH - 1) / 2;

    private static void mustBeIn(boolean accepted) {
        if (!accepted) {
            throw new IllegalStateException("an offer must be accepted while there is room but was refused");
        }
    }

    /** {@link ArrayBlockingQueue}. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void floorArrayQueue(ArrayQueue place) {
        for (Long item : ITEMS) {
            mustBeIn(place.queue.offer(item));
        }
    }

    /** {@link LinkedBlockingQueue}. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void floorLinkedQueue(LinkedQueue place) {
        for (Long item : ITEMS) {
            mustBeIn(place.queue.offer(item));
        }
    }

    /** {@link Entry#offer(Object)}. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void weir(Pipe place) {
        for (Long item : ITEMS) {
            mustBeIn(place.entry.offer(item).accepted());
        }
    }

    /** {@link Entry#offer(Object, Deadline)} with a deadline that is far away. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void weirByDeadline(Pipe place) {
        Deadline deadline = Deadline.in(Duration.ofHours(1));
        for (Long item : ITEMS) {
            mustBeIn(place.entry.offer(item, deadline).accepted());
        }
    }

    /** A place with room, and a taker that stands still at the beginning of each batch. */
    public abstract static class Place {
        final Taker taker = new Taker();

        abstract void put(Long item) throws InterruptedException;

        abstract void stop() throws InterruptedException;

        /** Brings the taker to its first mark. */
        @Setup(Level.Trial)
        public void begin() throws InterruptedException {
            put(Taker.MARK);
            taker.awaitMark();
        }

        /** Has all taken that was offered, up to the next mark. */
        @TearDown(Level.Invocation)
        public void takeAll() throws InterruptedException {
            taker.letGo();
            put(Taker.MARK);
            long sum = taker.awaitMark();
            if (sum != SUM) {
                throw new IllegalStateException("what was taken must add up to " + SUM + " but did to " + sum);
            }
        }

        /** Ends the taker. */
        @TearDown(Level.Trial)
        public void end() throws InterruptedException {
            stop();
        }
    }

    /** A queue, and a virtual thread that takes out of it. */
    public abstract static class Queue extends Place {
        final BlockingQueue<Long> queue;
        private final Thread reader;

        Queue(BlockingQueue<Long> queue) {
            this.queue = queue;
            this.reader = Thread.startVirtualThread(this::takeEach);
        }

        private void takeEach() {
            try {
                while (true) {
                    taker.take(queue.take());
                }
            } catch (InterruptedException e) {
                // it is over
            }
        }

        @Override
        void put(Long item) throws InterruptedException {
            queue.put(item);
        }

        @Override
        void stop() throws InterruptedException {
            reader.interrupt();
            reader.join();
        }
    }

    /** The one of fixed size. */
    @State(Scope.Thread)
    public static class ArrayQueue extends Queue {
        /** For JMH. */
        public ArrayQueue() {
            super(new ArrayBlockingQueue<>(CAPACITY));
        }
    }

    /** The one with a lock at each end. */
    @State(Scope.Thread)
    public static class LinkedQueue extends Queue {
        /** For JMH. */
        public LinkedQueue() {
            super(new LinkedBlockingQueue<>(CAPACITY));
        }
    }

    /** A pipeline from an entry to a sink that discards. */
    @State(Scope.Thread)
    public static class Pipe extends Place {
        private final Running<@Nullable Void> run = Source.<Long>entry("door", CAPACITY)
                .to(Sink.<Long>forEach(taker::take))
                .start();
        final Entry<Long> entry = run.entry("door");

        @Override
        void put(Long item) throws InterruptedException {
            entry.put(item);
        }

        @Override
        void stop() {
            run.close();
        }
    }
}
