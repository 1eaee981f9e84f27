package dev.weir.internal.stage;

import dev.weir.Producer;
import dev.weir.internal.compile.Range;
import dev.weir.internal.engine.Opening;
import dev.weir.internal.engine.Pull;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What sources pull from: each method says how one run opens it. */
@SuppressWarnings("serial") // these run where they were made; only the public functions may travel
public final class Pulls {
    private Pulls() {}

    /** Each run iterates anew. */
    public static <T> Opening<T> each(Iterable<? extends T> items) {
        return () -> of(items.iterator());
    }

    /** The first run takes it. */
    public static <T> Opening<T> once(Iterator<? extends T> items) {
        AtomicBoolean taken = new AtomicBoolean();
        return () -> {
            take(taken, "an iterator");
            return of(items);
        };
    }

    /** The first run takes and closes it, also if it never asks for an item. */
    public static <T> Opening<T> once(Stream<? extends T> items) {
        AtomicBoolean taken = new AtomicBoolean();
        return new Opening<>() {
            @Override
            public Pull<T> open() {
                take(taken, "a stream");
                Pull<T> pull = of(items.iterator());
                return new Pull<>() {
                    @Override
                    public @Nullable T next() throws Exception {
                        return pull.next();
                    }

                    @Override
                    public void close() {
                        items.close();
                    }
                };
            }

            @Override
            public void abandon() {
                if (taken.compareAndSet(false, true)) {
                    items.close();
                }
            }
        };
    }

    private static void take(AtomicBoolean taken, String what) {
        if (!taken.compareAndSet(false, true)) {
            throw new IllegalStateException(what + " can be run once but was run again; give an Iterable instead");
        }
    }

    private static <T> Pull<T> of(Iterator<? extends T> items) {
        return () -> {
            if (!items.hasNext()) {
                return null;
            }
            T item = items.next();
            if (item == null) {
                throw new NullPointerException("a source must have items but its iterator answered null");
            }
            return item;
        };
    }

    /** From the first number to before the last. */
    public static Opening<Long> range(long from, long to) {
        return new Opening<>() {
            @Override
            public Pull<Long> open() {
                return new Range(from, to);
            }

            @Override
            public boolean isRange() {
                return true;
            }
        };
    }

    /** The lines of a file. */
    public static Opening<String> lines(Path file, int longest) {
        return Streams.blocking(() -> new FileLines(Files.newInputStream(file), longest));
    }

    /** What is published. */
    public static <T> Producer<T> subscription(Flow.Publisher<? extends T> publisher) {
        return Subscription.to(publisher);
    }
}
