package dev.weir.bench;

import dev.weir.Pipeline;
import dev.weir.Sink;
import dev.weir.Source;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/**
 * What stages cost that do nothing: a million boxed numbers through three of them and into a sum, or straight into the
 * sum. The difference, divided by three, is what one stage costs for each item.
 *
 * <p>Measured: the hand-over from stage to stage on one thread. All read the same boxes, of which there are few enough to
 * stay in the cache, so nobody pays for making them, and the compiler leaves them out nowhere. Each stage has a lambda of
 * its own, so that none is alone at its call site, as in a program. Not measured: links, other threads, and what is worse
 * in a JVM that ran many other pipelines before, the call sites. The start of a run is in it, but spread over a million
 * items. The loop is a floor, not a competitor: its stages are gone once it is compiled.
 */
public class Stages {
    static final int ITEMS = 1_000_000;

    private static final Long[] BOXES = LongStream.range(1_000, 2_024).boxed().toArray(Long[]::new);
    private static final long SUM = LongStream.range(0, ITEMS).map(Stages::box).sum();

    private static final Pipeline<Long> NO_STAGES = source().to(total());
    private static final Pipeline<Long> MAPPED =
            source().<Long>map(n -> n).<Long>map(n -> n).<Long>map(n -> n).to(total());
    private static final Pipeline<Long> EMITTED = source().<Long>mapMulti((n, out) -> out.emit(n))
            .<Long>mapMulti((n, out) -> out.emit(n))
            .<Long>mapMulti((n, out) -> out.emit(n))
            .to(total());

    private static Long box(long n) {
        return BOXES[(int) n & 1_023];
    }

    private static Source<Long> source() {
        Iterable<Long> items = Boxes::new;
        return Source.from(items);
    }

    private static Sink<Long, Long> total() {
        return Sink.collect(Collectors.summingLong(Long::longValue));
    }

    private static long checked(long sum) {
        if (sum != SUM) {
            throw new IllegalStateException("the sum must be " + SUM + " but was " + sum);
        }
        return sum;
    }

    /** A {@code for} loop that calls a function three times. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long loop() {
        long sum = 0;
        for (long n = 0; n < ITEMS; n++) {
            sum += same(same(same(box(n))));
        }
        return checked(sum);
    }

    private static Long same(Long item) {
        return item;
    }

    /** Iterators, each of which asks the one before it. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long iterators() {
        Iterator<Long> items = new Mapped<>(new Mapped<>(new Mapped<>(new Boxes(), n -> n), n -> n), n -> n);
        return checked(sum(items));
    }

    /** The first iterator and the sum. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long iteratorsNoStages() {
        return checked(sum(new Boxes()));
    }

    private static long sum(Iterator<Long> items) {
        long sum = 0;
        while (items.hasNext()) {
            sum += items.next();
        }
        return sum;
    }

    /** {@code java.util.stream}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long stream() {
        return checked(items().map(n -> n).map(n -> n).map(n -> n).collect(Collectors.summingLong(Long::longValue)));
    }

    /** A stream without the three stages. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long streamNoStages() {
        return checked(items().collect(Collectors.summingLong(Long::longValue)));
    }

    private static Stream<Long> items() {
        return StreamSupport.stream(Spliterators.spliterator(new Boxes(), ITEMS, Spliterator.ORDERED), false);
    }

    /** A pipeline of three {@code map}s. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long weir() {
        return checked(MAPPED.run());
    }

    /** A pipeline without stages. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long weirNoStages() {
        return checked(NO_STAGES.run());
    }

    /** A pipeline of three {@code mapMulti}s, each of which emits what it gets. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long weirEmit() {
        return checked(EMITTED.run());
    }

    private static final class Boxes implements Iterator<Long> {
        private long at;

        @Override
        public boolean hasNext() {
            return at < ITEMS;
        }

        @Override
        public Long next() {
            if (at >= ITEMS) {
                throw new NoSuchElementException();
            }
            return box(at++);
        }
    }

    private record Mapped<I, O>(Iterator<I> before, Function<I, O> fn) implements Iterator<O> {
        @Override
        public boolean hasNext() {
            return before.hasNext();
        }

        @Override
        public O next() {
            return fn.apply(before.next());
        }
    }
}
