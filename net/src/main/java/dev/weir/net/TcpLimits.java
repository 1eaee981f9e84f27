package dev.weir.net;

import java.time.Duration;
import java.util.Objects;

/**
 * What a connection may hold and how long it may rest. A connection holds at most two chunks on the way in, and on the way
 * out {@link #unsent} and the one item that went over it.
 *
 * @param chunk the most bytes in one item that is read, at least 1
 * @param unsent how many bytes may wait for the peer before whoever writes is held back, at least 1; it goes on at half
 * @param idleTimeout after this long without a byte in either direction a connection is cut, unless that is because its
 *     flow here takes nothing
 * @param connectTimeout how long connecting may take
 */
public record TcpLimits(int chunk, int unsent, Duration idleTimeout, Duration connectTimeout) {
    /** Checks the numbers. */
    public TcpLimits {
        if (chunk < 1 || unsent < 1) {
            throw new IllegalArgumentException("chunk and unsent must be >= 1 byte but were " + chunk + " and " + unsent
                    + "; TcpLimits.defaults() has sound ones");
        }
        positive("idleTimeout", Objects.requireNonNull(idleTimeout));
        positive("connectTimeout", Objects.requireNonNull(connectTimeout));
    }

    private static void positive(String what, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(
                    what + " must be > 0 but was " + value + "; for hardly any limit use Duration.ofDays(365)");
        }
    }

    /**
     * What suits most: chunks of 16 KiB, 64 KiB unsent, five minutes idle, ten seconds to connect.
     *
     * @return the limits
     */
    public static TcpLimits defaults() {
        return new TcpLimits(16 * 1024, 64 * 1024, Duration.ofMinutes(5), Duration.ofSeconds(10));
    }

    /**
     * With another idle time.
     *
     * @param timeout more than 0
     * @return other limits
     */
    public TcpLimits withIdleTimeout(Duration timeout) {
        return new TcpLimits(chunk, unsent, timeout, connectTimeout);
    }

    /**
     * With other room.
     *
     * @param chunkBytes the most bytes in one item, at least 1
     * @param unsentBytes the most bytes that wait for the peer, at least 1
     * @return other limits
     */
    public TcpLimits withRoom(int chunkBytes, int unsentBytes) {
        return new TcpLimits(chunkBytes, unsentBytes, idleTimeout, connectTimeout);
    }
}
