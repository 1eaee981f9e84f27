package dev.weir.internal.engine;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.Producer;
import dev.weir.Producing;
import dev.weir.Receiver;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The head of an island whose link is written by a callback API. Pushes are serialized with the end by this object's
 * lock: an item pushed after the end is let go. The producer is resumed and stopped by the
 * island's thread alone. Some places may be spare: they take what was under way when push answered false.
 */
public final class ExternalHead<T> implements Driver, Receiver<T>, Wake {
    private final Producer<T> producer;
    private final Site site;
    private final Inlet<T> next;
    private final int late;
    private final Link<T> link;
    private final LinkReader<T> reader;
    private final Object lock = new Object();
    private boolean full; // guarded by the lock
    private boolean ended; // guarded by the lock
    private volatile @Nullable Ending atFault;

    private @Nullable Producing producing; // the island's own
    private boolean started; // the island's own

    /** Feeds the stage after this site. So many of the places are for what comes late. */
    public ExternalHead(Producer<T> producer, Capacity capacity, int late, Site site) {
        this(producer, capacity, late, site.next(0), site);
    }

    ExternalHead(Producer<T> producer, Capacity capacity, int late, Inlet<T> next, Site site) {
        this.producer = producer;
        this.late = late;
        this.site = site;
        this.next = next;
        this.link = new Link<>(site.name(), capacity, late, this, site.island(), site);
        this.reader = new LinkReader<>(link, next, site.island()) {
            @Override
            protected void letGo(Ending reason) {
                super.letGo(reason);
                stopAtFault();
            }
        };
        site.gauge(link);
        site.wokenFromOutside(() -> !reader.over());
    }

    // ---- from outside

    @Override
    public boolean push(T item) {
        Objects.requireNonNull(item, "an item must be pushed but it was null");
        boolean in = false;
        boolean room;
        synchronized (lock) {
            if (!ended && full && (late == 0 || !link.hasPlace())) {
                endAtFault(tooMany());
            } else if (!ended) {
                in = put(item);
            }
            room = in && !full && !ended;
        }
        if (!in) {
            site.letGo(item); // whoever pushed it cannot tell this from a full flow
        }
        return room;
    }

    private boolean put(T item) {
        try {
            full |= !link.put(item); // a late item does not end the wait for the wake-up
            return true;
        } catch (RuntimeException tooHeavy) {
            endAtFault(tooHeavy);
            return false;
        }
    }

    private IllegalStateException tooMany() {
        String what = "a producer must stop when push answers false but '" + site.name() + "' was pushed ";
        return new IllegalStateException(
                late == 0
                        ? what + "one more item; pause the producer, or raise the capacity"
                        : what + "more than the " + late + " late items it has places for; have pause take effect"
                                + " sooner, or raise the capacity and how many may be late");
    }

    @Override
    public int room() {
        synchronized (lock) {
            return ended || full ? 0 : link.free();
        }
    }

    @Override
    public void end() {
        end(null);
    }

    @Override
    public void fail(Throwable cause) {
        end(Objects.requireNonNull(cause, "a cause must be given but it was null"));
    }

    /** The flow ends because of what was pushed; the producer does not know, and is told by the island. */
    private void endAtFault(Throwable cause) {
        atFault = new Ending.Failed(site.name(), cause);
        end(cause);
    }

    private void end(@Nullable Throwable cause) {
        synchronized (lock) {
            if (!ended) {
                ended = true;
                link.end(cause == null ? Ending.DONE : site.failure(cause));
            }
        }
    }

    // ---- from the island, through the link

    @Override
    public void wake() {
        synchronized (lock) {
            if (ended || !full) {
                return;
            }
            full = !link.room(); // a wake-up may be one too many: if there is no room, this asks for the next one
            if (full) {
                return;
            }
        }
        if (producing != null) {
            try {
                producing.resume();
            } catch (Throwable t) {
                endAtFault(t);
            }
        }
    }

    @Override
    public void stop(Ending reason) {
        synchronized (lock) {
            if (ended) {
                return;
            }
            ended = true;
            link.end(reason);
        }
        stopProducing(reason);
    }

    private void stopProducing(Ending reason) {
        Producing stopped = producing;
        producing = null;
        if (stopped != null) {
            site.close(() -> stopped.stop(reason));
        }
    }

    // ---- the island

    @Override
    public boolean drive() {
        if (!started && !reader.over() && next.room()) {
            started = true;
            try {
                producing = producer.start(this);
            } catch (Throwable t) {
                fail(t);
            }
        }
        boolean moved = started && reader.drive();
        stopAtFault(); // after the reader, which may have found the end that came with the fault, and is not driven
        // again
        return moved;
    }

    private void stopAtFault() {
        Ending fault = atFault;
        if (fault != null) {
            stopProducing(fault);
        }
    }

    @Override
    public boolean over() {
        return reader.over();
    }

    @Override
    public boolean heldBack() {
        return reader.heldBack();
    }

    @Override
    public void abort(Ending ending) {
        reader.abort(ending);
    }

    @Override
    public void drain() {
        if (site.drains()) {
            started = true; // and if it had not been, it never will
            stop(Ending.DRAINED);
        }
    }
}
