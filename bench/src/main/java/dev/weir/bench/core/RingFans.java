package dev.weir.bench.core;

import java.util.List;
import java.util.concurrent.Future;
import java.util.function.ToIntFunction;

/** From one writer through a ring each to several readers that add up, by hand; all are virtual threads. */
final class RingFans {
    private RingFans() {}

    static long broadcast(Longs source, int outputs, int capacity) {
        return run(outputs, capacity, (rings, _) -> {
            Long[] batch = new Long[FanRing.BATCH];
            int filled = 0;
            for (Long item : source) {
                batch[filled++] = item;
                if (filled == batch.length) {
                    toAll(rings, batch, filled);
                    filled = 0;
                }
            }
            toAll(rings, batch, filled);
        });
    }

    private static void toAll(List<FanRing> rings, Long[] batch, int filled) {
        for (FanRing ring : rings) {
            for (int i = 0; i < filled; i++) {
                ring.put(batch[i]);
            }
        }
    }

    /** Goes to the next ring after each batch, and when one is full; sleeps when all are. */
    static long balance(Longs source, int outputs, int capacity) {
        return run(outputs, capacity, (rings, writer) -> {
            int at = 0;
            int given = 0;
            for (Long item : source) {
                int refused = 0;
                while (given == FanRing.BATCH || !rings.get(at).offer(item)) {
                    refused = given == FanRing.BATCH ? 0 : refused + 1;
                    given = 0;
                    at = (at + 1) % outputs;
                    if (refused == outputs) {
                        writer.sleepUntil(() -> rings.stream().anyMatch(FanRing::halfFree));
                        refused = 0;
                    }
                }
                given++;
            }
        });
    }

    static long partition(Longs source, int outputs, int capacity, ToIntFunction<Long> number) {
        return run(outputs, capacity, (rings, _) -> {
            for (Long item : source) {
                rings.get(number.applyAsInt(item)).put(item);
            }
        });
    }

    private interface Writing {
        void write(List<FanRing> rings, Sleeper writer);
    }

    private static long run(int outputs, int capacity, Writing writing) {
        var writer = new Sleeper();
        List<FanRing> rings = Tasks.each(outputs, _ -> new FanRing(capacity, writer, new Sleeper()));
        List<Future<Long>> sums =
                rings.stream().map(ring -> Tasks.start(ring::sum)).toList();
        Thread.startVirtualThread(() -> {
            writing.write(rings, writer);
            rings.forEach(FanRing::close);
        });
        return Tasks.sumOf(sums);
    }
}
