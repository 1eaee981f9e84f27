package dev.weir.internal.stage;

import dev.weir.Action;
import dev.weir.Ending;
import dev.weir.Test;
import dev.weir.Writer;
import java.util.function.Consumer;

/**
 * {@code writing} with two functions: one writes and answers whether there is room, one says what to call when there
 * is.
 */
public final class WriteOrWait<T> implements Writer<T, Long> {
    private final Test<? super T> write;
    private final Action<Runnable> onDrain;
    private long written;

    /** Over these. */
    public WriteOrWait(Test<? super T> write, Action<Runnable> onDrain) {
        this.write = write;
        this.onDrain = onDrain;
    }

    @Override
    public void open(Runnable drained, Consumer<Throwable> broken) throws Exception {
        onDrain.on(drained);
    }

    @Override
    public boolean write(T item) throws Exception {
        boolean room = write.holds(item);
        written++;
        return room;
    }

    @Override
    public Long finish() {
        return written;
    }

    @Override
    public void abort(Ending ending) {}
}
