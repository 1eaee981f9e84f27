package dev.weir.net.mux;

import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is among equally urgent streams that could send. Each has a virtual time at which its next turn comes;
 * after its turn that is later by what it sent, divided by its weight. Whoever joins does so at the present virtual time:
 * nobody saves up turns while it could not send.
 *
 * <p>The streams that are not incremental are one party of this, for which the one that was opened first sends.
 */
final class Turns<S> {
    private static final long SCALE = 256;

    private final TreeSet<SendStream<S>> sharing = new TreeSet<>(
            Comparator.<SendStream<S>>comparingLong(stream -> stream.pass).thenComparingLong(stream -> stream.order));
    private final TreeSet<SendStream<S>> inOrder = new TreeSet<>(Comparator.comparingLong(stream -> stream.order));
    private long now;
    private long passOfThoseInOrder;

    boolean isEmpty() {
        return sharing.isEmpty() && inOrder.isEmpty();
    }

    void join(SendStream<S> stream) {
        if (stream.priority.incremental()) {
            stream.pass = Math.max(stream.pass, now);
            sharing.add(stream);
        } else {
            if (inOrder.isEmpty()) {
                passOfThoseInOrder = Math.max(passOfThoseInOrder, now);
            }
            inOrder.add(stream);
        }
    }

    void leave(SendStream<S> stream) {
        if (stream.priority.incremental()) {
            sharing.remove(stream);
        } else {
            inOrder.remove(stream);
        }
    }

    /** Whose turn it is; null if there is none. */
    @Nullable
    SendStream<S> first() {
        if (sharing.isEmpty()) {
            return inOrder.isEmpty() ? null : inOrder.first();
        }
        SendStream<S> first = sharing.first();
        return inOrder.isEmpty() || first.pass <= passOfThoseInOrder ? first : inOrder.first();
    }

    /** The first one had its turn. */
    void sent(SendStream<S> stream, long bytes) {
        long later = Math.max(1, bytes * SCALE / stream.priority.weight());
        if (stream.priority.incremental()) {
            now = stream.pass;
            boolean in = sharing.remove(stream); // its place follows from its pass
            stream.pass += later;
            if (in) {
                sharing.add(stream);
            }
        } else {
            now = passOfThoseInOrder;
            passOfThoseInOrder += later;
        }
    }
}
