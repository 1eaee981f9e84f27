package dev.weir.bench.core;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A ring from one thread to another one, by hand: the floor of the fans. Items are shown, and their places given back, by
 * up to 64; a writer that finds no room sleeps until half of the ring is free. Who sleeps may be told by more than one
 * ring, so that one thread can read from, or write to, whichever is ready.
 */
final class FanRing {
    static final int BATCH = 64;

    private final @Nullable Long[] slots;
    private final int batch;
    private final Sleeper writer;
    private final Sleeper reader;

    private volatile long shown;
    private volatile long freed;
    private volatile boolean closed;

    private long written; // the writer's
    private long room;
    private long read; // the reader's
    private long there;

    FanRing(int capacity, Sleeper writer, Sleeper reader) {
        this.slots = new Long[capacity];
        this.batch = Math.min(BATCH, capacity / 2);
        this.writer = writer;
        this.reader = reader;
    }

    boolean offer(Long item) {
        if (written == room) {
            show();
            room = freed + slots.length;
            if (written == room) {
                return false;
            }
        }
        slots[(int) written++ & slots.length - 1] = item;
        if (written - shown >= batch) {
            show();
        }
        return true;
    }

    void put(Long item) {
        while (!offer(item)) {
            writer.sleepUntil(this::halfFree);
        }
    }

    boolean halfFree() {
        return written - freed <= slots.length / 2;
    }

    private void show() {
        if (shown != written) {
            shown = written;
            reader.wake();
        }
    }

    void close() {
        show();
        closed = true;
        reader.wake();
    }

    @Nullable
    Long poll() {
        if (read == there) {
            free();
            there = shown;
            if (read == there) {
                return null;
            }
        }
        Long item = slots[(int) read++ & slots.length - 1];
        if (read - freed >= batch) {
            free();
        }
        return item;
    }

    private void free() {
        if (freed != read) {
            freed = read;
            if (shown - read <= slots.length / 2) {
                writer.wake();
            }
        }
    }

    boolean ready() {
        return closed || shown != read;
    }

    boolean ended() {
        return closed && shown == read;
    }

    /** Reads to the end, as the only ring of the one who does. */
    void forEach(Consumer<Long> action) {
        while (!ended()) {
            reader.sleepUntil(this::ready);
            for (Long item = poll(); item != null; item = poll()) {
                action.accept(item);
            }
        }
    }

    /** Reads to the end and adds up. */
    long sum() {
        var sum = new long[1];
        forEach(item -> sum[0] += item);
        return sum[0];
    }
}
