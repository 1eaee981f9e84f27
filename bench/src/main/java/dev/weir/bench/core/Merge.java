package dev.weir.bench.core;

import dev.weir.Capacity;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.bench.Workload;
import io.reactivex.rxjava3.core.Flowable;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.pekko.NotUsed;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * What it costs to make one flow of several: 128,000 boxed numbers in all, from inputs that each run on their own, added up
 * by one reader.
 *
 * <p>Measured: the inputs, what they are merged through, and the sum, from the start of all to the end of all. Each input
 * may be 256 items ahead; Kotlin has one channel of 256 for all of them. Not measured: fairness, which only weir promises,
 * and inputs that are slow. Inputs are virtual threads in weir and the floor; with the others they are tasks on their usual
 * pool, as large as the machine has cores, so a pool may run an input to its end before it begins another one.
 */
@Workload(id = "W4", title = "merge of several sources", scaling = "inputs=1,8,64,512")
@State(Scope.Benchmark)
public class Merge {
    static final int ITEMS = 128_000;

    private static final int CAPACITY = 256;

    /** How many sources there are. */
    @Param({"8", "64"})
    public int inputs;

    int items = ITEMS;

    private List<Longs> parts() {
        long each = items / inputs;
        return Tasks.each(inputs, n -> new Longs(n * each, n * each + each));
    }

    private long checked(long sum) {
        return Sums.checked(Longs.upTo((long) (items / inputs) * inputs).sum(), sum);
    }

    /** A ring for each input, and a reader that goes round. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long floorRings() {
        var reader = new Sleeper();
        List<FanRing> rings = Tasks.each(inputs, _ -> new FanRing(CAPACITY, new Sleeper(), reader));
        Future<Long> sum = Tasks.start(() -> sum(rings, reader));
        List<Longs> parts = parts();
        for (int i = 0; i < inputs; i++) {
            FanRing ring = rings.get(i);
            Longs part = parts.get(i);
            Thread.startVirtualThread(() -> {
                part.forEach(ring::put);
                ring.close();
            });
        }
        return checked(Tasks.get(sum));
    }

    private static long sum(List<FanRing> rings, Sleeper reader) {
        List<FanRing> open = new ArrayList<>(rings);
        long sum = 0;
        while (!open.isEmpty()) {
            reader.sleepUntil(() -> open.stream().anyMatch(FanRing::ready));
            for (FanRing ring : open) {
                for (Long item = ring.poll(); item != null; item = ring.poll()) {
                    sum += item;
                }
            }
            open.removeIf(FanRing::ended);
        }
        return sum;
    }

    /** {@link Source#merge}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long weir() {
        return checked(merged().to(Sink.collect(Sums.total()))
                .links(Capacity.items(CAPACITY))
                .run());
    }

    @SuppressWarnings("unchecked") // an array of sources of numbers
    private Source<Long> merged() {
        return Source.merge(parts().stream().map(Source::from).toArray(Source[]::new));
    }

    /** {@code Flux.merge} of sources with {@code subscribeOn}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long reactor() {
        return checked(Flux.fromIterable(parts())
                .flatMap(part -> Flux.fromIterable(part).subscribeOn(Schedulers.parallel()), inputs, CAPACITY)
                .collect(Sums.total())
                .blockOptional()
                .orElseThrow());
    }

    /** {@code Flowable.merge} of sources with {@code subscribeOn}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long rxJava() {
        List<Flowable<Long>> flows = parts().stream()
                .map(part -> Flowable.fromIterable(part)
                        .subscribeOn(io.reactivex.rxjava3.schedulers.Schedulers.computation()))
                .toList();
        return checked(
                Flowable.merge(flows, inputs, CAPACITY).collect(Sums.total()).blockingGet());
    }

    /** {@code Multi.createBy().merging()} of sources with {@code runSubscriptionOn}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long mutiny() {
        List<Multi<Long>> flows = parts().stream()
                .map(part -> Multi.createFrom().iterable(part).runSubscriptionOn(Infrastructure.getDefaultExecutor()))
                .toList();
        return checked(Multi.createBy()
                .merging()
                .withConcurrency(inputs)
                .withRequests(CAPACITY)
                .streams(flows)
                .collect()
                .with(Sums.total())
                .await()
                .indefinitely());
    }

    /** {@code Merge} of sources that are {@code async}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long pekko() {
        List<org.apache.pekko.stream.javadsl.Source<Long, NotUsed>> flows = parts().stream()
                .map(part -> org.apache.pekko.stream.javadsl.Source.from(part).async())
                .toList();
        return checked(Actors.get(org.apache.pekko.stream.javadsl.Source.<Long, Long, NotUsed>combine(
                        flows, org.apache.pekko.stream.javadsl.Merge::create)
                .addAttributes(Actors.holding(CAPACITY))
                .runWith(org.apache.pekko.stream.javadsl.Sink.collect(Sums.total()), Actors.SYSTEM)));
    }

    /** {@code merge} with {@code flowOn}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long kotlin() {
        return checked(KotlinFans.merge(parts(), CAPACITY));
    }
}
