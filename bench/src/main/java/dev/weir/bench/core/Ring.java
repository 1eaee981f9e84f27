package dev.weir.bench.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue for one writer and one reader, written by hand as the floor of a hop. Items move in chunks: each side
 * tells the other one how far it is once in a chunk, and before it parks. A writer that found it full goes on when half of
 * it is free. Each side stores how far it is before it looks whether the other one sleeps, and a sleeper says so before it
 * looks again; all of these are volatile, so at least one of them sees the other.
 */
final class Ring {
    private static final VarHandle COUNTER = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int MOST = 64; // items in a chunk

    // Places in the counters, so far from each other that the sides do not share a line of the cache.
    private static final int WRITING = 16; // the writer's own
    private static final int ROOM = 17; // the writer's own: up to where it may write
    private static final int READING = 32; // the reader's own
    private static final int THERE = 33; // the reader's own: up to where it may read
    private static final int WRITTEN = 48; // told by the writer
    private static final int READ = 64; // told by the reader

    private final long[] counters = new long[READ + WRITING];
    private final @Nullable Object[] slots;
    private final int capacity;
    private final int mask;
    private final int chunk;
    private volatile @Nullable Thread writer; // while it sleeps
    private volatile @Nullable Thread reader; // while it sleeps
    private volatile boolean ended;

    Ring(int capacity) {
        this.capacity = capacity;
        slots = new Object[Integer.highestOneBit(Math.max(1, capacity * 2 - 1))];
        mask = slots.length - 1;
        chunk = Math.clamp(Integer.highestOneBit(capacity) / 4, 1, MOST);
        counters[ROOM] = capacity;
    }

    /** Waits for room. */
    void put(Object item) {
        long at = counters[WRITING];
        if (at == counters[ROOM]) {
            awaitRoom(at);
        }
        slots[(int) at & mask] = item;
        counters[WRITING] = ++at;
        if ((at & chunk - 1) == 0) {
            tellWritten(at);
        }
    }

    /** No item comes any more. */
    void end() {
        tellWritten(counters[WRITING]);
        ended = true;
        LockSupport.unpark(reader);
    }

    /** Waits for the next item; null after the last one. */
    @Nullable
    Object take() {
        long at = counters[READING];
        if (at == counters[THERE] && !awaitItems(at)) {
            return null;
        }
        int slot = (int) at & mask;
        Object item = slots[slot];
        slots[slot] = null;
        counters[READING] = ++at;
        if ((at & chunk - 1) == 0) {
            tellRead(at);
        }
        return item;
    }

    private void tellWritten(long at) {
        COUNTER.setVolatile(counters, WRITTEN, at);
        LockSupport.unpark(reader);
    }

    private void tellRead(long at) {
        COUNTER.setVolatile(counters, READ, at);
        if (told(WRITTEN) - at <= capacity / 2) {
            LockSupport.unpark(writer);
        }
    }

    private long told(int counter) {
        return (long) COUNTER.getVolatile(counters, counter);
    }

    private void awaitRoom(long at) {
        long room = told(READ) + capacity;
        if (room == at) {
            tellWritten(at);
            writer = Thread.currentThread();
            for (room = told(READ) + capacity; at + capacity - room > capacity / 2; room = told(READ) + capacity) {
                LockSupport.park(this);
            }
            writer = null;
        }
        counters[ROOM] = room;
    }

    private boolean awaitItems(long at) {
        long there = told(WRITTEN);
        if (there == at) {
            tellRead(at);
            reader = Thread.currentThread();
            while ((there = told(WRITTEN)) == at && !ended) {
                LockSupport.park(this);
            }
            reader = null;
            there = told(WRITTEN); // all was told before the end was
        }
        counters[THERE] = there;
        return there != at;
    }
}
