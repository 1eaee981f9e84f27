package dev.weir.proof.laws;

import dev.weir.Pipe;
import dev.weir.Pipeline;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.plan.Plan;
import dev.weir.testkit.Law;
import dev.weir.testkit.PipeLaws;
import dev.weir.testkit.SinkLaws;
import dev.weir.testkit.SourceLaws;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/** An operator with the laws it must keep, and a plan in which it occurs. */
record Case(String name, List<Law> laws, Plan plan) {
    /** What most cases are given: 1 to 6. */
    static final List<Long> SIX = longs(1, 7);

    static List<Long> longs(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    static <I, O> Case pipe(
            String name, Pipe<I, O> pipe, List<I> input, List<O> expected, UnaryOperator<PipeLaws<I, O>> narrowed) {
        Plan plan = Source.from(input).through(pipe).to(Sink.count()).plan();
        return new Case(name, narrowed.apply(PipeLaws.of(pipe, input, expected)).laws(), plan);
    }

    static Case pipe(String name, Pipe<Long, Long> pipe, List<Long> expected) {
        return pipe(name, pipe, SIX, expected, laws -> laws);
    }

    static Case pipe(
            String name, Pipe<Long, Long> pipe, List<Long> expected, UnaryOperator<PipeLaws<Long, Long>> narrowed) {
        return pipe(name, pipe, SIX, expected, narrowed);
    }

    static <T> Case source(
            String name, Supplier<Source<T>> make, List<T> expected, UnaryOperator<SourceLaws<T>> narrowed) {
        Plan plan = make.get().to(Sink.count()).plan();
        return new Case(name, narrowed.apply(SourceLaws.of(make, expected)).laws(), plan);
    }

    static <T> Case source(String name, Supplier<Source<T>> make, List<T> expected) {
        return source(name, make, expected, laws -> laws);
    }

    static <I, R> Case sink(
            String name, Supplier<Sink<I, R>> make, List<I> input, R expected, UnaryOperator<SinkLaws<I, R>> narrowed) {
        Plan plan = Source.from(input).to(make.get()).plan();
        return new Case(name, narrowed.apply(SinkLaws.of(make, input, expected)).laws(), plan);
    }

    static <R> Case sink(String name, Supplier<Sink<Long, R>> make, R expected) {
        return sink(name, make, SIX, expected, laws -> laws);
    }

    static <R> Case shape(String name, Function<Source<Long>, Pipeline<R>> make, R expected) {
        Plan plan = make.apply(Source.from(SIX)).plan();
        return new Case(name, SinkLaws.ofShape(make, SIX, expected).laws(), plan);
    }
}
