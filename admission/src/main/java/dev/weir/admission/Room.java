package dev.weir.admission;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for their turn: who matters more goes first, and of those who matter the same, who came first. If somebody
 * has waited for much longer than was thought when it came, something has become slow, and those at the front are likely to
 * be late: then the newest goes first. One turn in twenty goes to those who matter least, so that
 * they are not forgotten. Guarded by its admission.
 */
final class Room {
    private static final Criticality[] ALL = Criticality.values();
    private static final int OTHERS_FIRST = 20;

    private final List<Route> routes;
    private int size;
    private int turns;

    /** For those on these routes, and on those that are added to them. */
    Room(List<Route> routes) {
        this.routes = routes;
    }

    int size() {
        return size;
    }

    void add(Waiting waiting) {
        waiting.waits = true;
        size++;
        waiting.route.line(waiting.work.criticality()).add(waiting);
        waiting.at().waits(waiting.work, waiting.cost);
    }

    void remove(Waiting waiting) {
        waiting.waits = false;
        size--;
        waiting.route.line(waiting.work.criticality()).remove(waiting);
        waiting.at().waitsNoMore(waiting.work, waiting.cost);
    }

    /** Whose turn it is, of those for whom there is room; null: nobody's. Brief is what is no time to wait. */
    @Nullable
    Waiting next(long now, long brief) {
        if (size == 0) {
            return null;
        }
        boolean leastFirst = turns + 1 >= OTHERS_FIRST;
        for (int i = 0; i < ALL.length; i++) {
            Waiting found = first(ALL[leastFirst ? ALL.length - 1 - i : i], now, brief);
            if (found != null) {
                turns = leastFirst ? 0 : turns + 1;
                return found;
            }
        }
        return null;
    }

    private @Nullable Waiting first(Criticality criticality, long now, long brief) {
        Waiting best = null;
        for (Route route : routes) {
            Line line = route.line(criticality);
            Waiting oldest = line.oldest;
            if (oldest == null || !route.hasRoom()) {
                continue;
            }
            Waiting found = oldest.isLate(now, brief) && line.newest != null ? line.newest : oldest;
            if (best == null || found.since - best.since < 0) {
                best = found;
            }
        }
        return best;
    }

    /** Who is overtaken by one whose turn it is, and came first of those; null: nobody is. */
    @Nullable
    Waiting overtaken(Waiting next, long now, long brief) {
        Waiting oldest = next.route.line(next.work.criticality()).oldest;
        return oldest == null || oldest == next || !oldest.isLate(now, brief) ? null : oldest;
    }

    /** Whom to send away for somebody who matters so much: the newest of those who matter least, if that is less. */
    @Nullable
    Waiting least(Criticality than) {
        for (int i = ALL.length - 1; i > than.rank(); i--) {
            Waiting least = null;
            for (Route route : routes) {
                Waiting newest = route.line(ALL[i]).newest;
                if (newest != null && (least == null || newest.since - least.since > 0)) {
                    least = newest;
                }
            }
            if (least != null) {
                return least;
            }
        }
        return null;
    }

    /** All who wait. */
    List<Waiting> all() {
        List<Waiting> all = new ArrayList<>(size);
        for (Route route : routes) {
            for (Criticality each : ALL) {
                for (Waiting at = route.line(each).oldest; at != null; at = at.newer) {
                    all.add(at);
                }
            }
        }
        return all;
    }

    /** Those whose time is over. */
    List<Waiting> expired(long now) {
        return all().stream().filter(each -> each.latest - now <= 0).toList();
    }

    /** In how many nanoseconds the time of the next one is over; the most there are if nobody waits. */
    long nextExpiry(long now) {
        return all().stream().mapToLong(each -> each.latest - now).min().orElse(Long.MAX_VALUE);
    }
}
