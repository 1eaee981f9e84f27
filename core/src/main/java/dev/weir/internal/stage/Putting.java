package dev.weir.internal.stage;

import dev.weir.Ending;
import dev.weir.Writer;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/** {@code putting}: puts items into a queue, blocks while it is full, and counts. */
public final class Putting<T> implements Writer<T, Long> {
    private final BlockingQueue<? super T> queue;
    private long put;

    /** Puts into this queue. */
    public Putting(BlockingQueue<? super T> queue) {
        this.queue = queue;
    }

    @Override
    public void open(Runnable drained, Consumer<Throwable> broken) {}

    @Override
    public boolean write(T item) throws InterruptedException {
        queue.put(item);
        put++;
        return true;
    }

    @Override
    public Long finish() {
        return put;
    }

    @Override
    public void abort(Ending ending) {}
}
