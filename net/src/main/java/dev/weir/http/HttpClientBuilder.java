package dev.weir.http;

import dev.weir.net.Transport;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Collects what a client needs; everything has a default. For one thread. */
public final class HttpClientBuilder {
    private final Origin origin;
    private int connections = 128;
    private int waiting = 1024;
    private Duration connectTimeout = Duration.ofSeconds(5);
    private Duration responseTimeout = Duration.ofSeconds(30);
    private HttpLimits limits = HttpLimits.defaults();
    private EventLoops loops = EventLoops.shared();
    private @Nullable SSLContext trusted;
    private @Nullable OverloadControl overload;
    private boolean http1;
    private boolean http2;

    HttpClientBuilder(URI uri) {
        this.origin = Origin.of(uri);
    }

    /**
     * How many connections there may be.
     *
     * @param most at least 1; 128 if not called
     * @return this builder
     * @throws IllegalArgumentException if most is less than 1
     */
    public HttpClientBuilder connections(int most) {
        connections = (int) atLeast("connections", 1, most);
        return this;
    }

    /**
     * How many requests may wait for a connection while all are in use, first come, first served.
     *
     * @param most 0: none waits, all fail at once; 1024 if not called
     * @return this builder
     * @throws IllegalArgumentException if most is negative
     */
    public HttpClientBuilder waiting(int most) {
        waiting = (int) atLeast("waiting", 0, most);
        return this;
    }

    /**
     * How long making a connection may take.
     *
     * @param atMost 5 seconds if not called
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public HttpClientBuilder connectTimeout(Duration atMost) {
        atLeast("connectTimeout in milliseconds", 1, atMost.toMillis());
        connectTimeout = atMost;
        return this;
    }

    /**
     * How long the head of a response may take, from when the last byte of the request was sent. Waiting in line and
     * sending the body do not count: the one ends when you cancel, the other has {@link HttpLimits#progressTimeout}.
     *
     * @param atMost 30 seconds if not called
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public HttpClientBuilder responseTimeout(Duration atMost) {
        atLeast("responseTimeout in nanoseconds", 1, atMost.toNanos());
        responseTimeout = atMost;
        return this;
    }

    /**
     * How long a connection that is not used is kept.
     *
     * @param atMost 60 seconds if not called
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public HttpClientBuilder idleTimeout(Duration atMost) {
        limits = limits.timeouts(atMost, limits.headTimeout(), limits.progressTimeout());
        return this;
    }

    /**
     * What a connection may hold. Of these, those for connections and the time for a head do not apply to a client.
     *
     * @param other instead of {@link HttpLimits#defaults()}
     * @return this builder
     */
    public HttpClientBuilder limits(HttpLimits other) {
        limits = Objects.requireNonNull(other);
        return this;
    }

    /**
     * The threads its connections run on.
     *
     * @param other instead of {@link EventLoops#shared()}; they stay the caller's to close
     * @return this builder
     */
    public HttpClientBuilder on(EventLoops other) {
        loops = Objects.requireNonNull(other);
        return this;
    }

    /**
     * What moves the bytes, on the threads of this process for it: the same as {@code on(EventLoops.shared(transport))}.
     *
     * @param transport {@link Transport#NIO} unless given
     * @return this builder
     * @throws IllegalStateException if it is not available here
     */
    public HttpClientBuilder transport(Transport transport) {
        return on(EventLoops.shared(transport));
    }

    /**
     * What an origin of {@code https} is trusted by.
     *
     * @param context initialised, instead of {@link SSLContext#getDefault()}; that its certificate is for the host of the
     *     origin is looked at in any case
     * @return this builder
     */
    public HttpClientBuilder tls(SSLContext context) {
        trusted = Objects.requireNonNull(context);
        return this;
    }

    /**
     * Speaks HTTP/2 to an origin of {@code http} without asking (prior knowledge). Without this, HTTP/1.1 is spoken there,
     * and to an origin of {@code https} the one that both choose. What {@link HttpClient#connect} asks for and the origin
     * does not take over HTTP/2 is asked over HTTP/1.1 here too.
     *
     * @return this builder
     */
    public HttpClientBuilder http2() {
        http2 = true;
        return this;
    }

    /**
     * Speaks HTTP/1.1 only.
     *
     * @return this builder
     */
    public HttpClientBuilder http1() {
        http1 = true;
        return this;
    }

    /**
     * Has it be considerate of an origin that is short of room: obey when it says when to come back, throttle, and try again
     * within a budget. Without this, an answer of 503 is an answer like others. It is for {@link HttpClient#send}; tunnels and
     * WebSockets are not held back.
     *
     * @param control {@link OverloadControl#usual()}, for one client or for several
     * @return this builder
     */
    public HttpClientBuilder overload(OverloadControl control) {
        overload = Objects.requireNonNull(control);
        return this;
    }

    private @Nullable Tls tls(boolean offersHttp2) {
        if (!origin.secure()) {
            return null;
        }
        try {
            return Tls.client(trusted == null ? SSLContext.getDefault() : trusted, offersHttp2);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JDK must have TLS but has none; give the client a context", e);
        }
    }

    private Dialer.Versions versions() {
        if (http1 || (!origin.secure() && !http2)) {
            return Dialer.Versions.HTTP1;
        }
        return origin.secure() ? Dialer.Versions.CHOSEN : Dialer.Versions.HTTP2;
    }

    /**
     * Makes the client. Nothing is connected before the first request.
     *
     * @return the client; close it
     * @throws IllegalStateException if both {@link #http1} and {@link #http2} were called
     */
    public HttpClient build() {
        if (http1 && http2) {
            throw new IllegalStateException("a client must speak one version or choose but was told both; call one");
        }
        var dialer = new Dialer(
                origin, loops.loops(), limits, connectTimeout, responseTimeout, tls(!http1), tls(false), versions());
        return new HttpClient(origin, new Pool(dialer, connections, waiting), loops, overload);
    }

    private static long atLeast(String what, long least, long value) {
        if (value < least) {
            throw new IllegalArgumentException(what + " must be >= " + least + " but was " + value);
        }
        return value;
    }
}
