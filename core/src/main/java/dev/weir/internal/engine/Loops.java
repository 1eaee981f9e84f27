package dev.weir.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Watches a run that goes round in circles, or joins again what it has split: such a run may come to a rest that nothing
 * inside of it can end. It is looked at each time that an island rests.
 *
 * <p>It is at rest for good when no island runs or was woken, nothing outside can wake one (no timer is set, no call is
 * under way, no writer drains), and all this was so at two looks between which no island has run. Then, if nothing is held
 * anywhere and all sources have ended, the circles end; if something is held, it is stuck.
 */
public final class Loops {
    private final Crew crew;
    private List<Gauge> gauges = List.of(); // most runs need few of these
    private List<Driver> sources = List.of();
    private List<Head> heads = List.of();
    private List<BooleanSupplier> outside = List.of();
    private long moved = -1; // guarded by this, as is the next one
    private long nudgedAt = -1; // after so many activations
    private final boolean watched;

    /** Of a run that may come to rest so; the others are not watched. */
    Loops(Crew crew, boolean watched) {
        this.crew = crew;
        this.watched = watched;
    }

    /** Where a circle begins. */
    public interface Head {
        /**
         * Nothing moves, and nothing outside will change that.
         *
         * @param ended whether nothing is held anywhere and all sources have ended
         */
        void quiet(boolean ended);
    }

    void gauge(Gauge gauge) {
        if (watched) {
            gauges = and(gauges, gauge);
        }
    }

    void source(Driver driver) {
        sources = and(sources, driver);
    }

    void head(Head head) {
        heads = and(heads, head);
    }

    /** Something that may wake an island from outside while this holds. */
    void outside(BooleanSupplier mayWake) {
        outside = and(outside, mayWake);
    }

    /** All are told before anything runs. */
    private static <T> List<T> and(List<T> known, T more) {
        List<T> all = known.isEmpty() ? new ArrayList<>(1) : known;
        all.add(more);
        return all;
    }

    /** An island has come to rest. */
    void look() {
        if (!watched) {
            return;
        }
        long before = crew.activationsAtRest();
        if (before < 0 || nudge(before) || mayBeWoken()) {
            return;
        }
        List<Gauge> busy = gauges.stream().filter(Gauge::busy).toList();
        boolean ended = sources.stream().allMatch(Driver::over);
        boolean works = busy.stream().anyMatch(Gauge::mayMove);
        if (works || crew.activationsAtRest() != before) {
            return;
        }
        if (busy.stream().anyMatch(gauge -> gauge.read().fill() >= 1)) {
            stuck(busy);
        } else {
            heads.forEach(head -> head.quiet(ended && busy.isEmpty()));
        }
    }

    /**
     * Writers wait for the low mark: when all rest, they may have the places above it. That goes before all else: it only
     * wakes, and whoever may come from outside might wait for just that. False: it was done, and nothing came of it.
     */
    private synchronized boolean nudge(long activations) {
        if (activations == nudgedAt) {
            return true; // another island came to rest with this one: what it woke has not run yet
        }
        long now = gauges.stream().mapToLong(gauge -> gauge.read().in()).sum();
        boolean hope = now != moved;
        moved = now;
        if (hope) {
            nudgedAt = activations;
            crew.wakeAll();
        }
        return hope;
    }

    /** Whether something outside may wake an island. */
    boolean mayBeWoken() {
        return outside.stream().anyMatch(BooleanSupplier::getAsBoolean);
    }

    private void stuck(List<Gauge> busy) {
        String places = busy.stream()
                .map(Gauge::read)
                .map(link -> "'" + link.stage() + "' holds " + link.held() + " of " + link.capacity())
                .collect(Collectors.joining(", "));
        crew.stuck(
                busy.getFirst().read().stage(),
                new IllegalStateException("a flow must be able to move but this one cannot, and nothing outside will"
                        + " change that: " + places + "; give the circle more room than goes round in it"
                        + " (Source.feedback does), or join branches that are one for one"));
    }
}
