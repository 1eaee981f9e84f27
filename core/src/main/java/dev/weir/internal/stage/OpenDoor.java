package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.Entry;
import dev.weir.LinkPressure;
import dev.weir.Offer;
import dev.weir.admission.Deadline;
import dev.weir.admission.DrainRate;
import dev.weir.admission.Refusal;
import dev.weir.internal.engine.Ages;
import dev.weir.internal.engine.Gauge;
import dev.weir.internal.engine.Island;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.TakingHead;
import dev.weir.internal.engine.Waits;
import dev.weir.internal.hold.Store;
import dev.weir.internal.jfr.RefuseEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a running pipeline: a bounded queue with any number of writers, read by one island. Writers that wait
 * stand in a line of their own, each with its item; a place that becomes free goes to the first of them.
 */
final class OpenDoor<T> extends TakingHead<T> implements Entry<T>, Gauge {
    private static final Offer ACCEPTED = new Offer.Accepted();

    private final Capacity capacity;
    private final String name;
    private final Site site;
    private final Island island;
    private final DrainRate rate = new DrainRate();

    private final ReentrantLock lock = new ReentrantLock();
    private final Store<T> queue;
    private final Deque<Waiter> line = new ArrayDeque<>();
    private @Nullable String closed;
    private boolean drained;
    private int peak;
    private long weightPeak;
    private long in;
    private long out;
    private long discarded;
    private long waits;
    private long refused;
    private long moved;
    private boolean asleep = true;

    OpenDoor(Capacity capacity, Site site) {
        super(site.next(0), site.island());
        this.capacity = capacity;
        this.queue = new Store<>(capacity);
        this.name = site.name();
        this.site = site;
        this.island = site.island();
        next.fedBy(this);
    }

    private final class Waiter {
        final T item;
        final long weight;
        final Thread thread = Thread.currentThread();
        boolean in;

        Waiter(T item, long weight) {
            this.item = item;
            this.weight = weight;
        }
    }

    // ---- outside

    @Override
    public void put(T item) throws InterruptedException {
        Objects.requireNonNull(item, "an item must be put but it was null");
        long weight = capacity.weigh(item);
        boolean wake;
        lock.lockInterruptibly();
        try {
            checkOpen();
            if (queue.fits() && line.isEmpty()) {
                add(item, weight, site.engine().nanoTime());
            } else {
                await(new Waiter(item, weight));
            }
            wake = mustWake();
        } finally {
            lock.unlock();
        }
        if (wake) {
            island.wake();
        }
    }

    /** Under the lock, which it lets go while it waits. An interrupt after the item is in is for the caller's next wait. */
    private void await(Waiter waiter) throws InterruptedException {
        Waits.mustBeAllowed(site.engine());
        line.add(waiter);
        waits++;
        try {
            while (!waiter.in) {
                checkOpen();
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                parkUnlocked();
            }
        } finally {
            line.remove(waiter);
        }
    }

    private void parkUnlocked() {
        lock.unlock();
        try {
            site.engine().park(this);
        } finally {
            lock.lock();
        }
    }

    private void checkOpen() {
        if (closed != null) {
            throw new IllegalStateException("entry '" + name + "' takes in nothing more: " + closed);
        }
    }

    @Override
    public Offer offer(T item) {
        return offerBy(item, null);
    }

    @Override
    public Offer offer(T item, Deadline deadline) {
        return offerBy(item, Objects.requireNonNull(deadline, "a deadline must be given but it was null"));
    }

    private Offer offerBy(T item, @Nullable Deadline deadline) {
        Objects.requireNonNull(item, "an item must be offered but it was null");
        long weight = capacity.weigh(item);
        long now = site.engine().nanoTime();
        boolean wake;
        lock.lock();
        try {
            if (closed != null) {
                return refused(Refusal.Reason.CLOSED, closed, 1);
            }
            if (!queue.fits() || !line.isEmpty()) {
                return refused(Refusal.Reason.FULL, fullness(now), seconds(now));
            }
            if (deadline != null && seconds(now) * 1e9 > deadline.nanosLeft(now)) {
                return refused(Refusal.Reason.TOO_LATE, lateness(deadline, now), seconds(now));
            }
            add(item, weight, now);
            wake = mustWake();
        } finally {
            lock.unlock();
        }
        if (wake) {
            island.wake();
        }
        return ACCEPTED;
    }

    /** How long it takes until an item that comes now has its turn. */
    private double seconds(long now) {
        int ahead = queue.size() + line.size();
        double perSecond = rate.perSecond(now);
        return perSecond > 0 ? ahead / perSecond : ahead * (now - moved) / 1e9;
    }

    private String lateness(Deadline deadline, long now) {
        return "%d before it at %.1f a second take longer than the %d ms it can wait"
                .formatted(
                        queue.size() + line.size(),
                        rate.perSecond(now),
                        Math.max(0, deadline.nanosLeft(now) / 1_000_000));
    }

    private String fullness(long now) {
        int ahead = queue.size() + line.size();
        String heavy =
                capacity.weigher() == null ? "" : ", and " + queue.weight() + " of " + capacity.weight() + " in weight";
        double oldest = Ages.since(queue.oldest(), now).toMillis() / 1000.0;
        return ahead + " of " + capacity.items() + " places are taken" + heavy + ", the oldest for " + oldest + " s";
    }

    private Offer refused(Refusal.Reason reason, String detail, double seconds) {
        refused++;
        String text = "entry '" + name + "': " + detail;
        RefuseEvent.tell(name, detail);
        return new Offer.Refused(new Refusal(reason, text, Duration.ofMillis((long) Math.ceil(seconds * 1000))));
    }

    private void add(T item, long weight, long now) {
        moved = queue.size() == 0 ? now : moved;
        queue.add(item, weight, now, now);
        in++;
        peak = Math.max(peak, queue.size());
        weightPeak = Math.max(weightPeak, queue.weight());
        rate.entered(now);
    }

    private boolean mustWake() {
        boolean wake = asleep && queue.size() > 0;
        asleep = asleep && !wake;
        return wake;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            refuseFromNowOn("it was closed");
        } finally {
            lock.unlock();
        }
        island.wake();
    }

    private void refuseFromNowOn(String why) {
        if (closed == null) {
            closed = why;
            line.forEach(waiter -> site.engine().unpark(waiter.thread));
        }
    }

    // ---- the island

    @Override
    public @Nullable T next() {
        lock.lock();
        try {
            T item = queue.poll();
            if (item != null) {
                out++;
                moved = site.engine().nanoTime();
                rate.left(moved);
                admitFromLine();
            }
            return item;
        } finally {
            lock.unlock();
        }
    }

    /** Something heavy may make room for several. */
    private void admitFromLine() {
        while (closed == null && !line.isEmpty() && queue.fits()) {
            Waiter first = line.remove();
            add(first.item, first.weight, moved);
            first.in = true;
            site.engine().unpark(first.thread);
        }
    }

    @Override
    protected @Nullable Ending ended() {
        lock.lock();
        try {
            return closed == null || queue.size() > 0 ? null : drained ? Ending.DRAINED : Ending.DONE;
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected boolean rest() {
        lock.lock();
        try {
            asleep = queue.size() == 0 && closed == null;
            return asleep;
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected boolean ready() {
        lock.lock();
        try {
            return queue.size() > 0;
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected void letGo(Ending reason) {
        List<T> left = new ArrayList<>(0);
        lock.lock();
        try {
            refuseFromNowOn(
                    reason instanceof Ending.Cancelled(String why) ? "cancelled: " + why : "the flow has ended");
            discarded += queue.size();
            queue.forEach(left::add);
            queue.clear(item -> {});
        } finally {
            lock.unlock();
        }
        left.forEach(site::letGo);
    }

    @Override
    public void drain() {
        lock.lock();
        try {
            drained |= closed == null;
            refuseFromNowOn("the pipeline is draining");
        } finally {
            lock.unlock();
        }
        island.wake();
    }

    // ---- readings

    @Override
    public LinkPressure read() {
        lock.lock();
        try {
            Duration oldest = queue.size() == 0
                    ? Duration.ZERO
                    : Ages.since(queue.oldest(), site.engine().nanoTime());
            return new LinkPressure(
                    name,
                    capacity.items(),
                    queue.size(),
                    peak,
                    queue.weight(),
                    weightPeak,
                    oldest,
                    waits,
                    in,
                    out,
                    0,
                    0,
                    discarded,
                    refused);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Island reader() {
        return island;
    }
}
