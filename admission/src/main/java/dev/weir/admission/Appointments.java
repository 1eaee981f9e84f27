package dev.weir.admission;

import java.util.Arrays;

/**
 * Tells those who are refused when to come back: each gets a place of its own in what will be drained and is not needed by
 * those who come for the first time, one after the other, so that they do not all return at once. (The virtual scheduling
 * form of the generic cell rate algorithm, run over capacity to come.) An overload is taken to be a peak until it has lasted
 * for a minute; from then on there is hardly any place to give.
 *
 * <p>It keeps what it has promised and looks, when somebody asks after that moment has come, whether there is room: that is how
 * good its advice is. Guarded by its admission.
 */
final class Appointments {
    /** Later than that is no appointment. */
    static final long LONGEST = 60_000_000_000L;

    private static final long SECOND = 1_000_000_000;
    private static final long SLOT = 100_000_000;
    private static final int A_SECOND = 10; // slots
    private static final int SLOTS = (int) (LONGEST / SLOT) + 2;
    private static final double LEAST_SPARE = 0.1;
    private static final double OPTIMISM = 1.1; // a rate that is taken to be too low leaves capacity unused

    private final Flow arrivals = new Flow();
    private final Quietest anyhow = new Quietest(); // of those who come for the first time
    private final int[] due = new int[SLOTS]; // by the tenth of a second, in a ring
    private long slot; // the one that has not passed
    private boolean begun;
    private long last;
    private final long[] booked = new long[A_SECOND]; // up to which slot, by the fraction of a second
    private long seconds = 1;
    private long kept;
    private long broken;

    /** Somebody came, whether let in or not. */
    void arrived(long now) {
        arrivals.add(1, now);
        anyhow.add(1, now);
    }

    /**
     * When to come back, if so many a second are drained. There are two timetables of the same places: one to the nanosecond,
     * and one of whole {@link #seconds}. Who is told whole seconds comes back at the same fraction of a second at which it
     * came, so each tenth of a second has a timetable of its own: else all who are told the same number of seconds come
     * back in one go.
     *
     * @param within how long somebody can wait, in nanoseconds: who cannot come then is given no place that others could use
     * @return in how many nanoseconds; more than {@link #LONGEST}: there is no place in sight
     */
    long next(long now, double perSecond, long within) {
        seconds = 1;
        if (perSecond <= 0) {
            return 0;
        }
        double lately = Math.max(0, arrivals.perSecond(now) - duePerSecond());
        double first = Math.min(lately, anyhow.perSecond(lately, now));
        double spare = Math.max(LEAST_SPARE * perSecond, OPTIMISM * perSecond - first);
        long from = last - now > 0 ? last : now;
        long at = from + (long) Math.min(2.0 * LONGEST, 1e9 / spare);
        if (at - now > within) {
            seconds = Math.min(at - now, LONGEST) / SECOND + 1;
            return at - now;
        }
        if (at - now > LONGEST || !inSeconds(now / SLOT, spare)) {
            return LONGEST + 1;
        }
        last = at;
        return at - now;
    }

    /** The same in whole seconds, at least 1. */
    long seconds() {
        return seconds;
    }

    private boolean inSeconds(long current, double spare) {
        int places = (int) Math.max(1, Math.round(spare / A_SECOND));
        int phase = (int) Math.floorMod(current, (long) A_SECOND);
        long at = booked[phase] - current < A_SECOND ? current + A_SECOND : booked[phase];
        while (at - current < SLOTS && due[(int) Math.floorMod(at, (long) SLOTS)] >= places) {
            at += A_SECOND;
        }
        booked[phase] = at;
        seconds = (at - current) / A_SECOND;
        if (at - current >= SLOTS) {
            return false;
        }
        due[(int) Math.floorMod(at, (long) SLOTS)]++;
        return true;
    }

    /** How many were told to come about now. */
    double duePerSecond() {
        return due[(int) Math.floorMod(slot, (long) SLOTS)] * (1e9 / SLOT);
    }

    /** Time has passed: those who were told to come by now would be let in, or not. */
    void pass(long now, boolean room) {
        long current = now / SLOT;
        if (!begun) {
            begun = true;
            slot = current;
            Arrays.fill(booked, current);
            last = now;
        }
        for (int i = 0; slot < current && i < SLOTS; i++) {
            int at = (int) Math.floorMod(slot++, (long) SLOTS);
            anyhow.add(-due[at], now);
            if (room) {
                kept += due[at];
            } else {
                broken += due[at];
            }
            due[at] = 0;
        }
        slot = current;
    }

    /** How many came due when there was room. */
    long kept() {
        return kept;
    }

    /** How many came due when there was none. */
    long broken() {
        return broken;
    }
}
