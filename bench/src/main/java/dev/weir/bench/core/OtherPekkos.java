package dev.weir.bench.core;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** Other pipelines of Pekko, on an actor system of their own, whose threads are left to the end of the JVM. */
final class OtherPekkos {
    private static final ActorSystem SYSTEM = Pekko.system("others");
    private static final List<UnaryOperator<Source<Long, NotUsed>>> BEGINNINGS = List.of(
            source -> source.map(n -> n + 2),
            source -> source.filter(n -> n % 3 != 0),
            source -> source.map(n -> "n" + n).map(String::length).map(Integer::longValue),
            source -> source.mapConcat(n -> Set.of(n, n + 1)),
            source -> source.take(700),
            source -> source.scan(0L, Long::sum),
            source -> source.dropWhile(n -> n < 20),
            source -> source.map(Long::doubleValue).filter(d -> d > 3).map(Double::longValue));
    private static final List<Function<Source<Long, NotUsed>, CompletionStage<?>>> ENDS = List.of(
            source -> source.map(n -> n - 7).filter(n -> n > 5).runFold(0L, Math::max, SYSTEM),
            source -> source.drop(3).runWith(Sink.ignore(), SYSTEM),
            source -> source.map(n -> n & 255).takeWhile(n -> n < 256).runWith(Sink.seq(), SYSTEM));

    private OtherPekkos() {}

    static List<Supplier<Object>> all() {
        Source<Long, NotUsed> source = Source.range(0, Others.ITEMS).map(n -> n + 3L);
        return BEGINNINGS.stream()
                .flatMap(beginning -> ENDS.stream()
                        .<Supplier<Object>>map(end -> () -> end.apply(beginning.apply(source))
                                .toCompletableFuture()
                                .join()))
                .toList();
    }
}
