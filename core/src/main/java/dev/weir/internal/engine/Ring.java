package dev.weir.internal.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A queue with one writer and one reader and no bound of its own: its owner counts. It begins small and is replaced by
 * a larger array when it is full, so that an idle link costs little however much it may hold.
 *
 * <p>This is Lamport's queue, each side of which remembers what it last saw of the other: it publishes how far it has come
 * by a release store after its plain access to the slot, and looks how far the other is only when it has used up what it
 * knew of. When all slots but one are in use, the writer puts the mark {@link #MOVED} into that, and the next array into the extra last element, so that the
 * reader follows in order.
 */
final class Ring {
    private static final VarHandle TAIL;
    private static final VarHandle HEAD;
    private static final Object MOVED = new Object();
    private static final int FIRST = 8;
    private static final int LARGEST = 1 << 16;

    static {
        try {
            var lookup = MethodHandles.lookup();
            TAIL = lookup.findVarHandle(Ring.class, "tail", long.class);
            HEAD = lookup.findVarHandle(Ring.class, "head", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private @Nullable Object[] writing;
    private long from; // the number of the first item in it
    private long headSeen;
    private long tail; // the writer's; others read it through TAIL

    private @Nullable Object[] reading;
    private long tailSeen;
    private long head; // the reader's; others read it through HEAD

    Ring(int expected) {
        int slots = FIRST;
        while (slots <= expected && slots < 4 * FIRST) {
            slots *= 2;
        }
        if (slots <= expected) { // it will not do anyway
            slots = 2 * FIRST;
        }
        writing = new Object[slots + 1];
        reading = writing;
    }

    // ---- the writer's side

    /** Puts an item. */
    void put(Object item) {
        if (tail >= fits()) {
            lookAtHead();
        }
        if (tail < fits()) {
            add(item);
        } else {
            move(item);
        }
    }

    /** The number of the first item that does not go into the array in use, if the reader is no further than was seen. */
    long fits() {
        return Math.max(headSeen, from) + writing.length - 2;
    }

    /** Puts an item whose number is less than {@link #fits}. */
    void add(Object item) {
        @Nullable Object[] ring = writing;
        ring[(int) tail & (ring.length - 2)] = item;
        TAIL.setRelease(this, tail + 1); // release: pairs with the acquire in tail()
    }

    private void move(Object item) {
        @Nullable Object[] ring = writing;
        int mask = ring.length - 2;
        int slots = mask + 1;
        int larger = slots < LARGEST ? 2 * slots : slots;
        @Nullable Object[] to = new Object[larger + 1];
        to[(int) tail & (larger - 1)] = item;
        ring[slots] = to;
        ring[(int) tail & mask] = MOVED;
        writing = to;
        from = tail;
        TAIL.setRelease(this, tail + 1); // release: as in add()
    }

    /** How many items were put and not taken, when the writer last looked how far the reader is; at least as many as are. */
    long heldAtMost() {
        return tail - headSeen;
    }

    /** How many items were put and not taken. */
    long held() {
        return tail - lookAtHead();
    }

    private long lookAtHead() {
        headSeen = head();
        return headSeen;
    }

    /** How many items were put; for the writer. */
    long put() {
        return tail;
    }

    // ---- the reader's side

    /** Takes an item; null: there is none. */
    @Nullable
    Object poll() {
        if (!ready()) {
            return null;
        }
        readFrom();
        return pollKnown();
    }

    /** Takes an item if it is one that the reader knew of, and no array is to be changed for it; null: it is not so. */
    @Nullable
    Object pollKnown() {
        @Nullable Object[] ring = reading;
        int slot = (int) head & (ring.length - 2);
        Object item = head == tailSeen ? null : ring[slot];
        if (item == null || item == MOVED) {
            return null;
        }
        ring[slot] = null;
        HEAD.setRelease(this, head + 1); // release: pairs with the acquire in head()
        return item;
    }

    /** The item that would be taken; null: there is none. */
    @Nullable
    Object peek() {
        if (!ready()) {
            return null;
        }
        @Nullable Object[] ring = readFrom();
        return ring[(int) head & (ring.length - 2)];
    }

    /** Whether there is an item. */
    boolean ready() {
        if (head != tailSeen) {
            return true;
        }
        tailSeen = tail();
        return head != tailSeen;
    }

    /** How many items were taken; for the reader. */
    long taken() {
        return head;
    }

    /** Gives what is left to somebody. It does not count as taken. For whoever comes last: nobody puts or takes any more. */
    long leave(Consumer<Object> to) {
        long end = tail();
        for (long each = head; each < end; each++) {
            @Nullable Object[] ring = readFrom(each);
            int slot = (int) each & (ring.length - 2);
            Object item = ring[slot];
            ring[slot] = null;
            to.accept(item);
        }
        return end - head;
    }

    private @Nullable Object[] readFrom() {
        return readFrom(head);
    }

    @SuppressWarnings("NullAway") // the mark says that the next array is there
    private @Nullable Object[] readFrom(long number) {
        @Nullable Object[] ring = reading;
        if (ring[(int) number & (ring.length - 2)] == MOVED) {
            reading = (Object[]) ring[ring.length - 1];
            ring[ring.length - 1] = null;
        }
        return reading;
    }

    // ---- for any thread

    /** How many items were put. What they are is seen after it. */
    long tail() {
        return (long) TAIL.getAcquire(this); // acquire: pairs with the release in put()
    }

    /** How many items were taken. Their slots may be used after it. */
    long head() {
        return (long) HEAD.getAcquire(this); // acquire: pairs with the release in poll()
    }
}
