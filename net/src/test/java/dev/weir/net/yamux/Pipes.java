package dev.weir.net.yamux;

import dev.weir.Duplex;
import dev.weir.Ending;
import dev.weir.Producing;
import dev.weir.Receiver;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.Writer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Two ends of a connection in memory, which holds little and cuts what goes through it into pieces. */
final class Pipes {
    private static final int HOLDS = 32 * 1024;

    final Duplex<byte[], byte[]> one;
    final Duplex<byte[], byte[]> other;

    Pipes(int piece) {
        OneWay there = new OneWay(piece);
        OneWay back = new OneWay(piece);
        one = Duplex.of(back.source(), there.sink());
        other = Duplex.of(there.source(), back.sink());
    }

    private static final class OneWay implements Writer<byte[], @Nullable Void>, Producing {
        private final int piece;
        private final Queue<byte[]> queue = new ArrayDeque<>();
        private int held;
        private boolean full;
        private boolean room;
        private boolean ended;
        private @Nullable Throwable failure;
        private @Nullable Receiver<byte[]> to;
        private Runnable drained = () -> {};
        private Consumer<Throwable> broken = cause -> {};

        OneWay(int piece) {
            this.piece = piece;
        }

        Source<byte[]> source() {
            return Source.pausable(dev.weir.Capacity.items(4), receiver -> {
                synchronized (this) {
                    to = receiver;
                    room = true;
                }
                move();
                return this;
            });
        }

        Sink<byte[], @Nullable Void> sink() {
            return Sink.writing(() -> this);
        }

        @Override
        public synchronized void open(Runnable whenDrained, Consumer<Throwable> whenBroken) {
            drained = whenDrained;
            broken = whenBroken;
        }

        @Override
        public boolean write(byte[] item) {
            synchronized (this) {
                for (int at = 0; at < item.length; at += piece) {
                    queue.add(Arrays.copyOfRange(item, at, Math.min(item.length, at + piece)));
                }
                held += item.length;
                full = held >= HOLDS;
            }
            move();
            synchronized (this) {
                return !full;
            }
        }

        @Override
        public @Nullable Void finish() {
            synchronized (this) {
                ended = true;
            }
            move();
            return null;
        }

        @Override
        public void abort(Ending ending) {
            synchronized (this) {
                failure = new IOException("the other end was cut: " + ending);
                queue.clear();
            }
            move();
        }

        @Override
        public void resume() {
            synchronized (this) {
                room = true;
            }
            move();
        }

        @Override
        public void stop(Ending reason) {
            synchronized (this) {
                to = null;
            }
            if (!(reason instanceof Ending.Done)) {
                broken.accept(new IOException("the other end does not listen: " + reason));
            }
        }

        private synchronized void move() {
            while (to != null && room && !queue.isEmpty()) {
                byte[] next = queue.remove();
                held -= next.length;
                room = to.push(next);
            }
            if (full && held < HOLDS / 2) {
                full = false;
                drained.run();
            }
            if (to != null && queue.isEmpty() && (ended || failure != null)) {
                if (failure != null) {
                    to.fail(failure);
                } else {
                    to.end();
                }
                to = null;
            }
        }
    }
}
