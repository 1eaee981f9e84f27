package dev.weir.internal.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A queue with one writer and one reader and no bound of its own: its owner counts. It begins small and is replaced by
 * a larger array when it is full, so that an idle link costs little however much it may hold.
 *
 * <p>A slot is published by a release store and taken by an acquire load; null means empty. The writer leaves one slot
 * free; when that would be used, it puts the mark {@link #MOVED} there, and the next array into the extra last element
 * before that, so that the reader follows in order.
 */
final class Ring {
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final Object MOVED = new Object();
    private static final int FIRST = 8;
    private static final int LARGEST = 1 << 16;

    private @Nullable Object[] writing;
    private @Nullable Object[] reading;
    private long tail;
    private long head;

    Ring(int expected) {
        int slots = FIRST;
        while (slots <= expected && slots < 2 * FIRST) {
            slots *= 2;
        }
        writing = new Object[slots + 1];
        reading = writing;
    }

    /** The writer puts an item. */
    void put(Object item) {
        @Nullable Object[] ring = writing;
        int slots = ring.length - 1;
        int slot = (int) tail & (slots - 1);
        int following = (int) (tail + 1) & (slots - 1);
        if (SLOT.getAcquire(ring, following) == null) { // acquire: pairs with the release in poll()
            SLOT.setRelease(ring, slot, item); // release: pairs with the acquire in poll()
        } else {
            move(ring, slots, slot, item);
        }
        tail++;
    }

    private void move(@Nullable Object[] ring, int slots, int slot, Object item) {
        int larger = slots < LARGEST ? 2 * slots : slots;
        @Nullable Object[] to = new Object[larger + 1];
        to[(int) tail & (larger - 1)] = item;
        ring[slots] = to;
        writing = to;
        SLOT.setRelease(ring, slot, MOVED); // release: pairs with the acquire in poll(); publishes the new array
    }

    /** The reader takes an item; null: there is none. */
    @Nullable
    Object poll() {
        @Nullable Object[] ring = reading;
        int slot = (int) head & (ring.length - 2);
        Object item = SLOT.getAcquire(ring, slot); // acquire: pairs with the release in put()
        if (item == MOVED) {
            ring = follow(ring);
            slot = (int) head & (ring.length - 2);
            item = ring[slot];
        }
        if (item != null) {
            SLOT.setRelease(ring, slot, null); // release: pairs with the acquire in put()
            head++;
        }
        return item;
    }

    /** The item that the reader would take; null: there is none. */
    @Nullable
    Object peek() {
        Object item =
                SLOT.getAcquire(reading, (int) head & (reading.length - 2)); // acquire: pairs with the release in put()
        if (item != MOVED) {
            return item;
        }
        @Nullable Object[] ring = follow(reading);
        return ring[(int) head & (ring.length - 2)];
    }

    @SuppressWarnings("NullAway") // the mark says that the next array is there
    private @Nullable Object[] follow(@Nullable Object[] ring) {
        reading = (Object[]) ring[ring.length - 1];
        ring[ring.length - 1] = null;
        return reading;
    }

    /** Whether the reader would find an item. */
    boolean ready() {
        return SLOT.getAcquire(reading, (int) head & (reading.length - 2)) != null;
    }
}
