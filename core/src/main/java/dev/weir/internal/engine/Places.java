package dev.weir.internal.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The places of a window. One thread takes a free place, any thread stands it in line once it may leave, and one thread
 * lets the first of the line leave, which frees it. There are as many places as were ever in use at once, and one more:
 * nothing is allocated for what comes and goes.
 *
 * <p>The line is Vyukov's queue of linked nodes with many writers and one reader: its head is the place that has left last,
 * which holds nothing and is free when the next one leaves. The free places are a stack that one thread pushes to and one
 * takes whole, so that a place which comes back meanwhile cannot confuse it.
 *
 * @param <C> what stands in a place
 */
final class Places<C> {
    private static final VarHandle NEXT;
    private static final VarHandle HEAD;
    private static final VarHandle TAIL;
    private static final VarHandle FREE;

    static {
        try {
            var lookup = MethodHandles.lookup();
            NEXT = lookup.findVarHandle(Place.class, "next", Place.class);
            HEAD = lookup.findVarHandle(Places.class, "head", Place.class);
            TAIL = lookup.findVarHandle(Places.class, "tail", Place.class);
            FREE = lookup.findVarHandle(Places.class, "free", Place.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile Place<C> head = new Place<>(null);
    private volatile Place<C> tail = head;
    private volatile @Nullable Place<C> free;
    private volatile Place<C> newest = head; // of all that there are
    private @Nullable Place<C> spare; // free ones that the taker knows of
    private int used; // as far as the taker knows

    /** One of them. */
    static final class Place<C> {
        private final @Nullable Place<C> older;
        private volatile @Nullable Place<C> next; // behind it in the line, or under it in the stack
        private volatile @Nullable C in;

        Place(@Nullable Place<C> older) {
            this.older = older;
        }
    }

    // ---- by the thread that takes

    /** How many are in use, at most; {@link #lookForFree} says it exactly. */
    int used() {
        return used;
    }

    /** How many are in use now. */
    @SuppressWarnings("unchecked") // a place of this window
    int lookForFree() {
        Place<C> top = (Place<C>) FREE.getAndSet(this, null);
        while (top != null) {
            Place<C> under = top.next;
            top.next = spare;
            spare = top;
            used--;
            top = under;
        }
        return used;
    }

    /** Takes a free place for this; a new one if it knows of none. */
    Place<C> take(C what) {
        used++;
        Place<C> place = spare;
        if (place == null) {
            place = new Place<>(newest);
            newest = place;
        } else {
            spare = place.next;
            NEXT.set(place, null); // nobody else knows of it
        }
        place.in = what;
        return place;
    }

    // ---- by any thread

    /** A place that was taken stands in line from now on. To be called once for each taking. */
    @SuppressWarnings("unchecked") // a place of this window
    void line(Place<C> place) {
        Place<C> before = (Place<C>) TAIL.getAndSet(this, place);
        before.next = place; // until then whoever looks finds the line shorter than it is, and is told again
    }

    /** What is first in line; null if nobody is. A glimpse, for all but the thread that lets them leave. */
    @Nullable
    C first() {
        Place<C> first = head.next;
        return first == null ? null : first.in;
    }

    /** Tells of each that is in a place. */
    void forEach(Consumer<C> to) {
        for (Place<C> place = newest; place != null; place = place.older) {
            C what = place.in;
            if (what != null) {
                to.accept(what);
            }
        }
    }

    /** Forgets what is in them. Nobody leaves after that. */
    void clear() {
        for (Place<C> place = newest; place != null; place = place.older) {
            place.in = null;
        }
    }

    // ---- by the thread that lets them leave

    /** The first in line, which there must be, leaves. Its place counts as free at once. */
    void leave() {
        Place<C> last = head;
        Place<C> first = Objects.requireNonNull(last.next);
        first.in = null;
        HEAD.setRelease(this, first); // release: others only glimpse at it
        Place<C> under;
        do {
            under = free;
            last.next = under;
        } while (!FREE.compareAndSet(this, under, last)); // pairs with lookForFree()
    }
}
