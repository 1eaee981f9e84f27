package dev.weir;

/**
 * One holder's pause of a running pipeline. Items flow again when all holders have let go. Any thread may use it.
 */
public interface Pause extends AutoCloseable {
    /**
     * Who paused, as given.
     *
     * @return the holder's name
     */
    String holder();

    /**
     * Lets go. Never blocks.
     *
     * @throws IllegalStateException if this pause was released before; the other holders are not affected
     */
    void release();

    /** Lets go if that has not been done. */
    @Override
    void close();
}
