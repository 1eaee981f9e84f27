package dev.weir.bench.core;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.japi.function.Function;
import org.apache.pekko.stream.Graph;
import org.apache.pekko.stream.UniformFanOutShape;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** From one source to several sums, each behind an asynchronous boundary, as it is done with Pekko. */
final class PekkoFans {
    private PekkoFans() {}

    static long run(
            Longs source,
            int outputs,
            int capacity,
            Function<Integer, Graph<UniformFanOutShape<Long, Long>, NotUsed>> fan) {
        List<Sink<Long, CompletionStage<Long>>> sums = Tasks.each(outputs, _ -> Actors.sum(capacity));
        if (outputs == 1) {
            return Actors.get(Source.from(source).runWith(sums.getFirst(), Actors.SYSTEM)); // it combines two and more
        }
        return Source.from(source).runWith(Sink.combine(sums, fan), Actors.SYSTEM).stream()
                .mapToLong(Actors::get)
                .sum();
    }
}
