package dev.weir.admission;

/** Reads a clock in nanoseconds since some fixed point. */
@FunctionalInterface
public interface Ticker {
    /**
     * Reads it.
     *
     * @return nanoseconds
     */
    long nanoTime();

    /**
     * The clock of this process.
     *
     * @return {@link System#nanoTime()}
     */
    static Ticker system() {
        return System::nanoTime;
    }
}
