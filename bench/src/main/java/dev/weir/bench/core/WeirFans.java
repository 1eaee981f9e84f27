package dev.weir.bench.core;

import dev.weir.Capacity;
import dev.weir.Graph;
import dev.weir.Sink;
import dev.weir.Source;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** From one source to several sinks that add up, as it is done with weir's {@link Graph}. */
final class WeirFans {
    private WeirFans() {}

    static long run(int capacity, Longs items, BiFunction<Graph, Source<Long>, List<Source<Long>>> fan) {
        var total = new LongAdder();
        Collector<Long, ?, Long> summed = Collectors.collectingAndThen(Sums.total(), sum -> {
            total.add(sum);
            return sum;
        });
        Graph.of(graph -> fan.apply(graph, Source.from(items)).stream()
                        .map(source -> graph.end(source, Sink.collect(summed)))
                        .toList()
                        .getFirst())
                .links(Capacity.items(capacity))
                .run();
        return total.sum();
    }
}
