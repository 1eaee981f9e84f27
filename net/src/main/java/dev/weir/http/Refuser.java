package dev.weir.http;

import dev.weir.Pause;
import dev.weir.admission.Refusal;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Ticker;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what refusing costs a server within a share of its processors: it measures that, and is on the {@link Ladder}'s
 * rung. There is a timer only while somebody is refused, or the rung is not the lowest. Any thread may ask; the timer is on
 * one of the server's loops.
 */
final class Refuser {
    private static final int FEWER = 16; // times fewer streams
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final RefusalCost cost = new RefusalCost();
    private final EventExecutor timer;
    private final Ticker ticker;
    private final Share may;
    private final Supplier<Pause> door;
    private final BooleanSupplier ended;
    private final AtomicBoolean looks = new AtomicBoolean();
    private volatile Ladder ladder = Ladder.FOOT;
    private volatile double share;
    private long lookedAt; // the timer's own, as what follows
    private @Nullable Pause pause;

    /**
     * What refusing may take.
     *
     * @param most of all processors, when they are busy
     * @param busy how busy they were since it was asked before, from 0 to 1
     */
    record Share(double most, DoubleSupplier busy) {}

    /**
     * At its lowest rung.
     *
     * @param timer where it looks
     * @param may what refusing may take
     * @param door pauses accepting
     * @param ended whether the server stops, so that it need not go on
     */
    Refuser(EventExecutor timer, Share may, Supplier<Pause> door, BooleanSupplier ended) {
        this.timer = timer;
        this.ticker = Watch.ticker(timer);
        this.may = may;
        this.door = door;
        this.ended = ended;
    }

    RefusalCost cost() {
        return cost;
    }

    Rung rung() {
        return ladder.rung();
    }

    /** What refusing took of all processors in the last window in which it was looked. */
    double share() {
        return share;
    }

    /** One was refused. */
    void refused(long since) {
        cost.refused(since);
        if (!looks.get() && looks.compareAndSet(false, true)) {
            try {
                timer.execute(() -> {
                    lookedAt = ticker.nanoTime();
                    var _ = may.busy().getAsDouble();
                    lookLater();
                });
            } catch (RejectedExecutionException _) { // the loops were closed: nobody is refused any more
            }
        }
    }

    private void lookLater() {
        var _ = timer.schedule(this::look, Ladder.WINDOW, TimeUnit.MILLISECONDS);
    }

    private void look() {
        long now = ticker.nanoTime();
        double all = (double) (now - lookedAt) * Runtime.getRuntime().availableProcessors();
        lookedAt = now;
        share = Math.min(
                1, cost.takeNanos() / Math.max(1, all)); // it is an estimate, which could be more than there is
        Ladder next = ended.getAsBoolean()
                ? Ladder.FOOT
                : ladder.after(share, may.busy().getAsDouble(), may.most());
        ladder = next;
        accepting(next.rung().isAtLeast(Rung.PAUSES_ACCEPTS));
        if (next.equals(Ladder.FOOT) || ended.getAsBoolean()) {
            looks.set(false); // whoever is refused from here on has it look again
        } else {
            lookLater();
        }
    }

    private void accepting(boolean paused) {
        if (paused && pause == null) {
            pause = door.get();
        } else if (!paused && pause != null) {
            pause.close();
            pause = null;
        }
    }

    // ---- what follows from it for a connection

    /** Whether one goes that hammers; not if it is to stay and be held back. */
    boolean closes() {
        return rung().isAtLeast(Rung.CLOSES) && !rung().isAtLeast(Rung.PAUSES_READS);
    }

    /** How many streams one may have. */
    int streams(int usual) {
        return rung().isAtLeast(Rung.FEWER_STREAMS) ? Math.max(1, usual / FEWER) : usual;
    }

    /** For how many nanoseconds one is not read that hammers, and was refused so. */
    long pauseNanos(Refusal why) {
        return rung().isAtLeast(Rung.PAUSES_READS)
                ? Math.min(TimeUnit.MILLISECONDS.toNanos(why.retryAfterMillis()), LONGEST_PAUSE)
                : 0;
    }
}
