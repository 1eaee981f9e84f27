package dev.weir.admission;

/**
 * What a place that is not this library's can tell of itself: an executor, a pool of connections, a buffer, a processor.
 * Read at each decision on a route that leads there, so it must be quick and must not block; any thread may read it.
 *
 * @see Signals
 */
@FunctionalInterface
public interface Signal {
    /** What {@link #waitNanos} says when the place takes nothing in. */
    long FULL = Long.MAX_VALUE;

    /**
     * How long work that came now would wait there.
     *
     * @param perSecond how much of what was let in leaves a second, as measured; 0: not known yet
     * @return nanoseconds; 0: there is room; {@link #FULL}: it takes nothing in, and it is not known until when
     */
    long waitNanos(double perSecond);
}
