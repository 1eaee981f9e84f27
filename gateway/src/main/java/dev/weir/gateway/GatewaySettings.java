package dev.weir.gateway;

import dev.weir.http.HttpLimits;
import dev.weir.net.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What a gateway is told. Immutable; each method answers other settings.
 *
 * @param origin where requests go: a scheme, in the clear or over TLS, host and port
 * @param listen where they come from
 * @param maxWait how long a request may wait for its turn
 * @param connections the most connections to the origin, and so the most exchanges under way
 * @param queue the most requests that wait for a connection
 * @param connectTimeout how long a connection to the origin may take to be made
 * @param responseTimeout how long the head of a response may take
 * @param http2 whether an origin in the clear is spoken to in HTTP/2; with one over TLS the version is chosen
 * @param slowBodies whether any byte of a request's body is progress, as for streams of small messages that come seldom;
 *     else they must come at the pace of {@link HttpLimits#leastReceived}
 * @param keys what the gateway shows to clients over TLS; empty: it listens in the clear. Both versions of HTTP are spoken
 *     in either case
 * @param transport what moves the bytes, on both sides
 */
public record GatewaySettings(
        URI origin,
        InetSocketAddress listen,
        Duration maxWait,
        int connections,
        int queue,
        Duration connectTimeout,
        Duration responseTimeout,
        boolean http2,
        boolean slowBodies,
        Optional<Keys> keys,
        Transport transport) {
    /**
     * Files in PEM.
     *
     * @param certificates the chain, its own certificate first
     * @param key its private key
     */
    public record Keys(Path certificates, Path key) {
        /** Checks that they are there. */
        public Keys {
            Objects.requireNonNull(certificates);
            Objects.requireNonNull(key);
        }
    }

    /** Checks them. */
    public GatewaySettings {
        boolean known = "http".equalsIgnoreCase(origin.getScheme()) || "https".equalsIgnoreCase(origin.getScheme());
        if (!known || origin.getHost() == null) {
            throw new IllegalArgumentException(
                    "the origin must be http://host:port or https://host:port but was '" + origin + "'");
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
                Duration.ofSeconds(30),
                false,
                false,
                Optional.empty(),
                Transport.NIO);
    }

    /**
     * Listens elsewhere.
     *
     * @param address where
     * @return other settings
     */
    public GatewaySettings listen(InetSocketAddress address) {
        return new GatewaySettings(
                origin,
                address,
                maxWait,
                connections,
                queue,
                connectTimeout,
                responseTimeout,
                http2,
                slowBodies,
                keys,
                transport);
    }

    /**
     * Waits longer, or less.
     *
     * @param wait how long a request may wait for its turn
     * @return other settings
     */
    public GatewaySettings maxWait(Duration wait) {
        return new GatewaySettings(
                origin,
                listen,
                wait,
                connections,
                queue,
                connectTimeout,
                responseTimeout,
                http2,
                slowBodies,
                keys,
                transport);
    }

    /**
     * Holds more, or less.
     *
     * @param most the most connections to the origin
     * @param waiting the most requests that wait for one
     * @return other settings
     */
    public GatewaySettings holding(int most, int waiting) {
        return new GatewaySettings(
                origin,
                listen,
                maxWait,
                most,
                waiting,
                connectTimeout,
                responseTimeout,
                http2,
                slowBodies,
                keys,
                transport);
    }

    /**
     * Gives the origin more time, or less.
     *
     * @param connect how long a connection may take to be made
     * @param response how long the head of a response may take
     * @return other settings
     */
    public GatewaySettings timeouts(Duration connect, Duration response) {
        return new GatewaySettings(
                origin, listen, maxWait, connections, queue, connect, response, http2, slowBodies, keys, transport);
    }

    /**
     * Speaks HTTP/2 to an origin of {@code http}, without asking.
     *
     * @return other settings
     */
    public GatewaySettings speakingHttp2() {
        return new GatewaySettings(
                origin,
                listen,
                maxWait,
                connections,
                queue,
                connectTimeout,
                responseTimeout,
                true,
                slowBodies,
                keys,
                transport);
    }

    /** What it asks of clients. */
    HttpLimits limits() {
        HttpLimits limits = HttpLimits.defaults();
        return slowBodies ? limits.progress(0, limits.leastTaken()) : limits;
    }

    /**
     * Bears with bodies of requests that come slowly: any byte of them is progress, and only silence is cut off.
     *
     * @return other settings
     */
    public GatewaySettings bearingSlowBodies() {
        return new GatewaySettings(
                origin,
                listen,
                maxWait,
                connections,
                queue,
                connectTimeout,
                responseTimeout,
                http2,
                true,
                keys,
                transport);
    }

    /**
     * Listens over TLS.
     *
     * @param certificates a file in PEM: the chain, its own certificate first
     * @param key a file in PEM: its private key
     * @return other settings
     */
    public GatewaySettings overTls(Path certificates, Path key) {
        return new GatewaySettings(
                origin,
                listen,
                maxWait,
                connections,
                queue,
                connectTimeout,
                responseTimeout,
                http2,
                slowBodies,
                Optional.of(new Keys(certificates, key)),
                transport);
    }

    /**
     * Moves bytes otherwise, on both sides.
     *
     * @param other what moves them
     * @return other settings
     */
    public GatewaySettings by(Transport other) {
        return new GatewaySettings(
                origin,
                listen,
                maxWait,
                connections,
                queue,
                connectTimeout,
                responseTimeout,
                http2,
                slowBodies,
                keys,
                other);
    }
}
