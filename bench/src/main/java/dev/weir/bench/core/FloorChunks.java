package dev.weir.bench.core;

import java.util.Iterator;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;

/** The flow of {@link Chunks} by hand. */
final class FloorChunks {
    private static final byte[] LAST = {};

    private FloorChunks() {}

    static long fused(ChunkTally tally) {
        Iterator<byte[]> chunks = tally.iterator();
        long came = 0;
        for (; came < tally.wanted(); came++) {
            tally.addFirst(tally.count(chunks.next()));
        }
        return came;
    }

    static long withHop(ChunkTally tally) {
        BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(Chunks.CAPACITY);
        Future<Long> taken = Tasks.start(() -> {
            long came = 0;
            for (byte[] chunk = queue.take(); chunk.length > 0; chunk = queue.take()) {
                tally.addFirst(chunk);
                came++;
            }
            return came;
        });
        Future<Boolean> written = Tasks.start(() -> {
            Iterator<byte[]> chunks = tally.iterator();
            for (int n = 0; n < tally.wanted(); n++) {
                queue.put(tally.count(chunks.next()));
            }
            queue.put(LAST);
            return true;
        });
        Tasks.get(written);
        return Tasks.get(taken);
    }
}
