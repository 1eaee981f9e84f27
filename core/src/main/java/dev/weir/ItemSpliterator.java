package dev.weir;

import java.util.Spliterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The items of a source for a stream: the run starts with the first question. Never split, so one thread drives it. */
final class ItemSpliterator<T> implements Spliterator<T> {
    private final Source<T> source;
    private @Nullable Items<T> items;
    private boolean closed;

    ItemSpliterator(Source<T> source) {
        this.source = source;
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        Items<T> open = items;
        if (closed) {
            return false;
        }
        if (open == null) {
            open = source.open();
            items = open;
        }
        boolean more = open.hasNext();
        if (more) {
            action.accept(open.next());
        }
        return more;
    }

    /** Cancels the run, if there is one. */
    void close() {
        closed = true;
        if (items != null) {
            items.close();
        }
    }

    @Override
    public @Nullable Spliterator<T> trySplit() {
        return null;
    }

    @Override
    public long estimateSize() {
        return Long.MAX_VALUE;
    }

    @Override
    public int characteristics() {
        return ORDERED | NONNULL;
    }
}
