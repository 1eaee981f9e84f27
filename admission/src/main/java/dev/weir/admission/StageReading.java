package dev.weir.admission;

/**
 * A reading of a stage.
 *
 * @param name what it is called
 * @param inside how much is in service there
 * @param most how much may be
 * @param useful how much is of use; 0 while that is not known
 * @param perSecond what leaves it a second when there is enough to do
 * @param serviceMillis how long work takes there, in milliseconds
 * @param standing whether a queue stands there: an overload, and not a burst
 */
public record StageReading(
        String name, int inside, int most, int useful, double perSecond, double serviceMillis, boolean standing) {}
