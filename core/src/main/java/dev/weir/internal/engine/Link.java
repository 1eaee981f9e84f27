package dev.weir.internal.engine;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.LinkPressure;
import dev.weir.internal.engine.Weight.Weighed;
import dev.weir.internal.jfr.WaitEvent;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The bounded way from one island to another: one writer, one reader. It never holds more than its capacity, because the
 * writer puts an item only after {@link #room()}, or {@link #hasPlace()}, has answered true.
 *
 * <p><b>Items</b> go through a {@link Ring}, whose two counts say what came and went.
 *
 * <p><b>Sleeping.</b> Each side announces that it sleeps and then looks once more; the other side changes the ring and
 * then looks for the announcement. The reader's announcement is {@code readerAsleep}. A full fence on both sides would
 * keep the two looks from passing each other, but one for each item costs more than all the rest; so the writer has
 * none, if it is an island on threads. What both might miss then, because the item still was on its way to memory, the
 * {@link Watch} finds a moment later. The writer's announcement is {@code wakeAt}, the count of taken items at which it
 * wants to be woken: the low mark. The reader compares it without a fence: if it misses the announcement, its next take,
 * its sleep or its cancel sees it; or the watch does, if the reader does none of these because it has no room after it.
 *
 * <p><b>Endings.</b> {@code ending} is written after the last item and seen when the ring is empty. {@code cancelled} is
 * written by the reader, which then leaves the ring alone; what is still in it is let go by whoever comes last: the
 * writer, or the reader if the writer has ended.
 */
public final class Link<T> extends Watched implements Gauge {
    private static final VarHandle WAKE_AT;
    private static final VarHandle LEFT;

    static {
        try {
            var lookup = MethodHandles.lookup();
            WAKE_AT = lookup.findVarHandle(Link.class, "wakeAt", long.class);
            LEFT = lookup.findVarHandle(Link.class, "leftBy", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The writer is woken when what is held is down to this part of what there is room for. */
    private static final int LOW = 4;

    private final String name;
    private final Site site;
    private final int capacity;
    private int high; // changed from outside; the writer is woken after that and looks again
    private int most; // what it was at its last look
    private final Ring ring;
    private final @Nullable Weight weight;
    private final Ages ages = new Ages();
    private final Ticks ticks;
    private long readAt; // guarded by the ages, as are the next ones
    private long inAtReading = -1;
    private long newFrom = -1; // items from this number on have come since then
    private long newSince;
    private final Island reader;
    private final Wake writer;

    private final boolean fenced;
    private int peak;
    private long plain; // putting items with a number before this one is all there is to do

    private final Tally waits = new Tally();
    private boolean waiting; // the writer's own, as the event is
    private @Nullable WaitEvent event;
    private final Tally late = new Tally(); // of the discarded, those that came after the reader had left
    private final Tally discarded = new Tally();
    private volatile boolean readerAsleep;
    private volatile long asleepIn; // the watch's tick
    private volatile long waitsIn; // as above, of the writer
    private volatile long wakeAt = Long.MAX_VALUE;
    private volatile @Nullable Ending ending;
    private volatile @Nullable Ending cancelled;

    @SuppressWarnings("UnusedVariable") // through LEFT
    private volatile int leftBy;

    /** A link of this capacity. */
    public Link(String name, Capacity capacity, Wake writer, Island reader, Site site) {
        this(name, capacity, 0, writer, reader, site);
    }

    /**
     * A link that has room until only this many places are spare; they are for a writer that goes on for a while
     * without it.
     */
    public Link(String name, Capacity capacity, int spare, Wake writer, Island reader, Site site) {
        this.site = site;
        this.name = name;
        this.capacity = capacity.items();
        this.high = this.capacity - spare;
        this.ring = new Ring(this.capacity);
        this.ticks = new Ticks(site.engine(), writer.island());
        this.weight = capacity.weigher() == null ? null : new Weight(capacity, spare);
        this.writer = writer;
        this.reader = reader;
        this.fenced = writer.island() == null || !(site.engine() instanceof Threaded);
    }

    // ---- the writer's side

    /**
     * Puts an item, for which there must be room or a spare place. True: there is room for another.
     *
     * @throws IllegalArgumentException if it is heavier than the capacity allows for one item; it is not in
     */
    public boolean put(T item) {
        if (isPlain()) {
            ring.add(item);
        } else {
            putWithCare(item);
        }
        if (fenced) {
            VarHandle.fullFence(); // pairs with the fence in sleep(): one of the two sees the other
        }
        if (readerAsleep) {
            readerAsleep = false;
            reader.wake(writer.island());
        }
        return room();
    }

    private boolean isPlain() {
        return ring.put() < plain && ticks.goOn() && cancelled == null;
    }

    /** Whether there is room for an item, and nothing to be done but put it. */
    boolean roomPlain() {
        return !readerAsleep && isPlain();
    }

    /** Whether it is worth to ask for {@link #putPlain}: otherwise there is something to do for each item. */
    boolean isSimple() {
        return weight == null && !fenced;
    }

    /**
     * Puts an item if there is nothing to be done but that, so that a loop around it has no call in it that is seldom made:
     * around such a call the JIT keeps what the loop works on in memory, not in registers. For links that are simple.
     *
     * @return as {@link Inlet#acceptPlain} does
     */
    public int putPlain(T item) {
        if (!roomPlain()) {
            return Inlet.NOT_TAKEN;
        }
        ring.add(item);
        return ring.put() < plain ? Inlet.GO_ON : Inlet.LOOK;
    }

    private void putWithCare(T item) {
        if (waiting) {
            waited();
        }
        if (cancelled != null) {
            late.add(1); // the reader has left: from now on the writer counts
            discarded.add(1);
            site.letGo(item);
            return;
        }
        Object entry = weight == null ? item : weight.put(item);
        long number = ring.put();
        if (!ticks.cover(number)) {
            ages.came(number, ring.heldAtMost() + 1, ticks.at(number));
        }
        ring.put(entry);
    }

    /** Whether there is room. If not, the writer will be woken when there is, down to the low mark. */
    public boolean room() {
        if (cancelled != null) {
            return false;
        }
        return (ring.put() < plain && most == high) || roomAtALook();
    }

    private boolean roomAtALook() {
        most = high;
        long held = ring.heldAtMost();
        if (held >= Math.min(peak, most) || weight != null) {
            held = ring.held();
        }
        if (held > peak) {
            peak = (int) held;
        }
        plain = weight == null && !waiting ? plainUntil(ring.put() - held + Math.min(peak, most)) : 0;
        return fits(held) || !mustWait();
    }

    /** Those before this number have room, go into the array in use, and share a time. */
    private long plainUntil(long roomUntil) {
        return Math.min(roomUntil, Math.min(ring.fits(), ticks.end()));
    }

    /** How many items the writer may put now, whatever they weigh. */
    public int free() {
        long free = Math.max(0, high - ring.held());
        return (int) (weight == null ? free : Math.min(free, weight.free()));
    }

    /** Whether an item could be put, if only in a spare place. */
    public boolean hasPlace() {
        return ring.held() < capacity && (weight == null || weight.hasPlace());
    }

    private boolean fits(long held) {
        return held < high && (weight == null || weight.fits());
    }

    private boolean mustWait() {
        wakeAt = weight == null ? ring.put() - low() : ring.put() - ring.heldAtMost() + 1;
        VarHandle.fullFence(); // pairs with the fence in sleep()
        long held = ring.held();
        boolean waits = !fits(held);
        if (waits && !fenced) {
            waitsIn = Watch.ALL.ticks();
            Watch.ALL.lookAt(this);
        }
        if (waits && !waiting) {
            waiting = true;
            this.waits.add(1);
            event = WaitEvent.begin(name, held);
        }
        return waits;
    }

    /** The low mark: not zero, if it can be, so that the reader need not find it empty. */
    private int low() {
        return high < 2 ? 0 : Math.max(1, high / LOW);
    }

    private void waited() {
        waiting = false;
        if (event != null) {
            event.commit();
            event = null;
        }
    }

    /** Ends it, once; the items that are in come first. */
    public void end(Ending how) {
        ending = how;
        readerAsleep = false;
        reader.wake(writer.island());
        if (cancelled != null) {
            leave();
        }
    }

    /** Why the reader wants no more, if so. */
    public @Nullable Ending cancelled() {
        return cancelled;
    }

    // ---- the reader's side

    /** Takes the next item; null: there is none now. */
    @SuppressWarnings("unchecked") // only T is put in
    public @Nullable T poll() {
        if (weight != null) {
            if (!(ring.peek() instanceof Weighed next)) {
                return null; // and not what may come now, whose weight would stay
            }
            weight.take(next); // before it counts as taken: the writer, which waits for that, has to see it then
        }
        Object entry = ring.poll();
        if (entry == null) {
            return null;
        }
        if (ring.taken() >= (long) WAKE_AT.getOpaque(this)) {
            wakeWriter();
        }
        return (T) item(entry);
    }

    /** Takes the next item if there is nothing to be done but that, as {@link #putPlain} does; null: ask {@link #poll}. */
    @SuppressWarnings("unchecked") // only T is put in
    public @Nullable T pollPlain() {
        if (weight != null) {
            return poll();
        }
        boolean wakes = ring.taken() + 1 >= (long) WAKE_AT.getOpaque(this);
        return wakes ? null : (T) ring.pollKnown();
    }

    private Object item(Object entry) {
        return weight == null ? entry : ((Weighed) entry).item();
    }

    /** The next item, which stays; null: there is none now. */
    @SuppressWarnings("unchecked") // only T is put in
    public @Nullable T peek() {
        Object entry = ring.peek();
        return entry == null ? null : (T) item(entry);
    }

    /** Whether an item is there. */
    public boolean ready() {
        return ring.ready();
    }

    private void wakeWriter() {
        wakeAt = Long.MAX_VALUE;
        writer.wake(reader);
    }

    /** How it ended, once the last item is taken; else null. */
    public @Nullable Ending ended() {
        Ending how = ending; // volatile: the items put before it are visible after it
        return how == null || ready() ? null : how;
    }

    /** The reader found nothing and will rest. False: something has come meanwhile. */
    public boolean sleep() {
        readerAsleep = true;
        VarHandle.fullFence(); // pairs with the fences in put() and mustWait()
        if (ready() || ending != null) {
            readerAsleep = false;
            return false;
        }
        if (ring.taken() >= wakeAt) {
            wakeWriter();
        }
        if (!fenced) {
            asleepIn = Watch.ALL.ticks();
            Watch.ALL.lookAt(this);
        }
        return true;
    }

    /** Whether one sleeps although the other has done its part is sure only a while after it went to sleep. */
    @Override
    protected boolean look() {
        long now = Watch.ALL.ticks();
        boolean soon = false;
        if (readerAsleep) {
            soon = now - asleepIn < 2;
            if (!soon) {
                wakeIfReady();
            }
        }
        if (wakeAt != Long.MAX_VALUE) {
            boolean early = now - waitsIn < 2;
            soon |= early;
            if (!early) {
                wakeIfDue();
            }
        }
        return soon;
    }

    void wakeIfDue() {
        if (ring.head() >= wakeAt) {
            writer.wake(); // the reader may do so once more, which does no harm
        }
    }

    void wakeIfReady() {
        if (readerAsleep && ring.tail() != ring.head()) {
            readerAsleep = false;
            reader.wake();
        }
    }

    /** The reader wants no more; what is held is let go. Repeated calls have no effect. */
    public void cancel(Ending reason) {
        if (cancelled != null) {
            return;
        }
        cancelled = reason;
        if (ending != null) {
            leave();
        } else {
            writer.stop(reason);
        }
    }

    /**
     * Lets go of what is left, once: called by the writer after it has seen the cancel, and by the reader if it has seen
     * the writer's ending.
     */
    public void leave() {
        if (!LEFT.compareAndSet(this, 0, 1)) {
            return;
        }
        discarded.add(ring.leave(this::letGo));
    }

    private void letGo(Object entry) {
        if (weight == null) {
            site.letGo(entry);
        } else {
            Weighed weighed = (Weighed) entry;
            weight.take(weighed);
            site.letGo(weighed.item());
        }
    }

    /**
     * From now on has room for so many items only. What is held beyond that stays.
     *
     * @throws IllegalArgumentException if it is more than was declared
     */
    public void holdAtMost(int items) {
        if (items > capacity) {
            throw new IllegalArgumentException("a link must hold at most what was declared, which is " + capacity
                    + " for '" + name + "', but was set to " + items + "; declare more");
        }
        high = items;
        writer.wake();
    }

    // ---- readings

    /** The item of this number is the oldest. One that had not come at the last reading is no older than that. */
    private Duration oldest(int held, long number, long in) {
        long now = site.engine().nanoTime();
        synchronized (ages) {
            if (inAtReading >= 0 && number >= inAtReading) {
                newFrom = inAtReading;
                newSince = readAt;
            }
            readAt = now;
            inAtReading = in;
            long came = ages.of(number);
            boolean isNew = newFrom >= 0 && number >= newFrom && newSince - came > 0;
            return held == 0 ? Duration.ZERO : Ages.since(isNew ? newSince : came, now);
        }
    }

    @Override
    public LinkPressure read() {
        long gone = discarded.get();
        long out = ring.head();
        long in = Math.min(ring.tail() + late.get(), out + gone + capacity); // more came and went since out was read
        int held = (int) Math.max(0, in - out - gone);
        long heavy = weight == null ? 0 : weight.held();
        long heaviest = weight == null ? 0 : weight.peak();
        Duration oldest = oldest(held, out, in);
        return new LinkPressure(
                name,
                capacity,
                held,
                Math.max(peak, held),
                heavy,
                heaviest,
                oldest,
                waits.get(),
                in,
                out,
                0,
                0,
                gone,
                0);
    }

    @Override
    public @Nullable Island writer() {
        return writer.island();
    }

    @Override
    public Island reader() {
        return reader;
    }
}
