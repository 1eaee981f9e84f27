package dev.weir.gateway;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;

/**
 * What a gateway is told. Immutable; each method answers other settings.
 *
 * @param origin where requests go: {@code http}, host and port
 * @param listen where they come from
 * @param maxWait how long a request may wait for its turn
 * @param connections the most connections to the origin, and so the most exchanges under way
 * @param queue the most requests that wait for a connection
 * @param connectTimeout how long a connection to the origin may take to be made
 * @param responseTimeout how long the head of a response may take
 */
public record GatewaySettings(
        URI origin,
        InetSocketAddress listen,
        Duration maxWait,
        int connections,
        int queue,
        Duration connectTimeout,
        Duration responseTimeout) {
    /** Checks them. */
    public GatewaySettings {
        if (!"http".equalsIgnoreCase(origin.getScheme()) || origin.getHost() == null) {
            throw new IllegalArgumentException("the origin must be http://host:port but was '" + origin
                    + "'; put TLS before the gateway or behind it, it speaks in the clear");
        }
        if (origin.getRawPath() != null && !origin.getRawPath().isEmpty() && !"/".equals(origin.getRawPath())) {
            throw new IllegalArgumentException("the origin must have no path but was '" + origin
                    + "'; requests are forwarded with the path they came with");
        }
        if (connections < 1 || queue < 1) {
            throw new IllegalArgumentException("connections and queue must be >= 1 but were " + connections + " and "
                    + queue + "; to admit little, lower the longest wait");
        }
        if (!maxWait.isPositive() || !connectTimeout.isPositive() || !responseTimeout.isPositive()) {
            throw new IllegalArgumentException("the longest wait and both time-outs must be > 0 but were " + maxWait
                    + ", " + connectTimeout + " and " + responseTimeout);
        }
    }

    /**
     * Before this origin, on a free port of this machine, with the defaults: a wait of 250 ms, 128 connections, a queue
     * of 1,024, 2 s to connect and 30 s for the head of a response.
     *
     * @param origin where requests go
     * @return the settings
     */
    public static GatewaySettings to(URI origin) {
        return new GatewaySettings(
                origin,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Duration.ofMillis(250),
                128,
                1024,
                Duration.ofSeconds(2),
                Duration.ofSeconds(30));
    }

    /**
     * Listens elsewhere.
     *
     * @param address where
     * @return other settings
     */
    public GatewaySettings listen(InetSocketAddress address) {
        return new GatewaySettings(origin, address, maxWait, connections, queue, connectTimeout, responseTimeout);
    }

    /**
     * Waits longer, or less.
     *
     * @param wait how long a request may wait for its turn
     * @return other settings
     */
    public GatewaySettings maxWait(Duration wait) {
        return new GatewaySettings(origin, listen, wait, connections, queue, connectTimeout, responseTimeout);
    }

    /**
     * Holds more, or less.
     *
     * @param most the most connections to the origin
     * @param waiting the most requests that wait for one
     * @return other settings
     */
    public GatewaySettings holding(int most, int waiting) {
        return new GatewaySettings(origin, listen, maxWait, most, waiting, connectTimeout, responseTimeout);
    }

    /**
     * Gives the origin more time, or less.
     *
     * @param connect how long a connection may take to be made
     * @param response how long the head of a response may take
     * @return other settings
     */
    public GatewaySettings timeouts(Duration connect, Duration response) {
        return new GatewaySettings(origin, listen, maxWait, connections, queue, connect, response);
    }
}
