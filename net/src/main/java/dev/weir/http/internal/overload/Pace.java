package dev.weir.http.internal.overload;

import java.util.TreeSet;

/**
 * When the next request may be sent to what has refused one: not before the promised time, and from then on one after the
 * other, at a pace that grows with each that is accepted and falls with each that is refused, so that those who were held do
 * not come all at once. The pace is forgotten when for ten seconds nothing was refused and nothing had to wait for it.
 * Before the first refusal it holds back nothing.
 *
 * <p>A time that was promised exactly is a place of its own. If the request that it was promised to cannot wait for it, it is
 * kept for another one, for a second. Not for several threads.
 */
final class Pace {
    private static final double LEAST = 0.3; // a second
    private static final double MOST_AT_FIRST = 10;
    private static final double GROWS = 1.1; // with each that is accepted
    private static final double STEP = 0.5; // a second, and at least by that
    private static final double FALLS = 0.7; // with each round in which one is refused
    private static final double MORE = 10; // times what was accepted lately
    private static final double REMEMBERED = 10; // seconds
    private static final long CALM = 10_000_000_000L;
    private static final long KEPT = 1_000_000_000; // a place that nobody came for
    private static final int MOST_PLACES = 64;

    private final TreeSet<Long> places = new TreeSet<>((one, other) -> Long.signum(one - other));
    private boolean paced;
    private long until;
    private int status;
    private double perSecond;
    private long next;
    private long felt; // when it last held back or was refused
    private double recent; // accepted in about the last ten seconds, for how fast those who wait are sent
    private long recentAt;
    private double last; // the same in the last second, for where the pace begins
    int waiting; // for the first time

    /** When the next one may be sent: now, or later. */
    long at(long now) {
        while (!places.isEmpty() && now - places.first() > KEPT) {
            places.removeFirst();
        }
        long wait = paced ? Math.max(0, next - now) : 0;
        return now + (places.isEmpty() ? wait : Math.min(wait, Math.max(0, places.first() - now)));
    }

    /** One was promised this time but cannot wait for it: another one may have it. */
    void offer(long at) {
        places.add(at);
        if (places.size() > MOST_PLACES) {
            places.removeLast();
        }
    }

    /** When one could be sent that has to wait for those who wait already. */
    long behind(long now) {
        double rate = Math.max(LEAST, Math.max(perSecond, recent(now) / REMEMBERED));
        return at(now) + (long) (waiting * 1e9 / rate);
    }

    /** One is sent now. */
    void take(long now) {
        if (!places.isEmpty() && places.first() - now <= 0) {
            places.removeFirst();
        } else if (paced) {
            next = Math.max(next - now, 0) + now + (long) (1e9 / perSecond);
        }
    }

    /** One had to wait. */
    void heldBack(long now) {
        felt = now;
    }

    /** The status of the last refusal. */
    int status() {
        return status;
    }

    /** One that was sent then is told to come back at a time, which is a place of its own or not. */
    void refused(long now, long sentAt, long promised, boolean own, int as) {
        if (!paced) {
            paced = true;
            perSecond = Math.max(FALLS * last, atFirst(promised - now));
            until = now;
            next = now;
        } else if (sentAt - until >= 0) { // it was sent at the present pace
            perSecond = Math.max(LEAST, FALLS * perSecond);
        }
        status = as;
        felt = now;
        if (promised - until > 0) {
            until = promised;
        }
        if (until - next >= 0) {
            next = until + (own ? (long) (1e9 / perSecond) : 0); // to its own place it comes itself
        }
    }

    /** Who is told to come back soon has not met with much. */
    private static double atFirst(long wait) {
        return Math.clamp(1e9 / Math.max(1, wait), LEAST, MOST_AT_FIRST);
    }

    /** One that was sent then was accepted. */
    void accepted(long now, long sentAt) {
        recent = recent(now) + 1;
        last = last * Math.exp(-Math.max(0, now - recentAt) / 1e9) + 1;
        recentAt = now;
        if (paced && sentAt - until >= 0) {
            if (perSecond < MORE * last) { // else it is not the pace that limits
                perSecond = Math.max(GROWS * perSecond, perSecond + STEP);
            }
            paced = now - felt < CALM;
        }
    }

    private double recent(long now) {
        return recent <= 0 ? 0 : recent * Math.exp(-Math.max(0, now - recentAt) / (1e9 * REMEMBERED));
    }
}
