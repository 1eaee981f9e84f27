package dev.weir.http;

import dev.weir.Fn;
import dev.weir.admission.Admission;
import dev.weir.net.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.DoubleSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Collects what a server needs, which is a handler. For one thread. */
public final class HttpServerBuilder {
    private static final System.Logger LOG = System.getLogger("dev.weir.http");

    private final InetSocketAddress address;
    private @Nullable Handler handler;
    private @Nullable Gate gate;
    private HttpLimits limits = HttpLimits.defaults();
    private boolean tunnels;
    private @Nullable Tls tls;
    private EventLoops loops = EventLoops.shared();
    private double refusing = 0.5;
    private @Nullable DoubleSupplier busy; // null: each server looks for itself
    private BiConsumer<Request, Throwable> failures =
            (request, cause) -> LOG.log(System.Logger.Level.WARNING, "answering " + request + " failed", cause);

    HttpServerBuilder(InetSocketAddress address) {
        this.address = address;
    }

    /**
     * Answers requests by code that may block: each is a virtual thread, and so is what runs the body of its answer. It is
     * interrupted if the peer goes away.
     *
     * @param fn the handler; if it throws, the answer is 500
     * @return this builder
     */
    public HttpServerBuilder handle(Fn<? super Request, Response> fn) {
        handler = new Handler.Blocking(Objects.requireNonNull(fn));
        return this;
    }

    /**
     * Answers requests by code that never blocks. It is called on the connection's event loop, and the body of its answer
     * runs there too. {@link Request#over} tells that nobody waits for the answer any more; one that comes later is
     * discarded.
     *
     * @param fn the handler; if it throws, or its stage fails, the answer is 500
     * @return this builder
     */
    public HttpServerBuilder handleAsync(Fn<? super Request, ? extends CompletionStage<Response>> fn) {
        handler = new Handler.Async(Objects.requireNonNull(fn));
        return this;
    }

    /**
     * Asks a gate before each request is handled. Without one, {@link Admission#adaptive} is asked; {@link Gate#OPEN} lets
     * all in.
     *
     * @param asked the gate
     * @return this builder
     */
    public HttpServerBuilder admit(Gate asked) {
        gate = Objects.requireNonNull(asked);
        return this;
    }

    /**
     * Lets in what an admission lets in: {@link AdmissionGate#of}.
     *
     * @param asked the admission
     * @return this builder
     */
    public HttpServerBuilder admit(Admission asked) {
        return admit(AdmissionGate.of(asked));
    }

    /**
     * What refusing may take of all processors when they are scarce, that is at least nine tenths busy, by whatever. When it
     * takes more, the server does more to those it refuses, a {@link Rung} for each half of a second: it closes connections
     * that were refused eight times on end within 50 ms, lets those of HTTP/2 have a sixteenth of their streams, does not
     * read the former for a while instead of closing them, and, if refusing takes three times as much as it may, or half of
     * what is left to all else, accepts nothing. When it takes less than half of that for a second, or there are processors to spare, it goes back a rung.
     *
     * @param share more than 0 and at most 1; half unless given; at 1 it only ever answers
     * @return this builder
     */
    public HttpServerBuilder refusing(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("what refusing may take must be > 0 and <= 1 of all processors but was "
                    + share + "; leave it out for 0.5");
        }
        refusing = share;
        return this;
    }

    /** The same with processors that are as busy as this says. */
    HttpServerBuilder refusing(double share, DoubleSupplier told) {
        refusing = share;
        busy = told;
        return this;
    }

    /**
     * Speaks TLS 1.3 or 1.2, and nothing else, with the keys of a context. HTTP/2 is spoken to those who offer it (ALPN),
     * HTTP/1.1 to others. A handshake may take as long as the head of a request ({@link HttpLimits#headTimeout}).
     *
     * @param keys initialised, with the server's certificate and key
     * @return this builder
     */
    public HttpServerBuilder tls(SSLContext keys) {
        tls = Tls.server(Objects.requireNonNull(keys));
        return this;
    }

    /**
     * Speaks TLS, as {@link #tls(SSLContext)}, with keys in files. Reads them now, so it blocks.
     *
     * @param certificates the server's certificate and those that vouch for it, in PEM
     * @param key its private key, PKCS 8 in PEM, not encrypted
     * @return this builder
     * @throws IOException if they cannot be read, or are something else
     */
    public HttpServerBuilder tls(Path certificates, Path key) throws IOException {
        tls = Tls.server(certificates, key);
        return this;
    }

    /**
     * What a connection may hold and how long it may take.
     *
     * @param other instead of {@link HttpLimits#defaults()}
     * @return this builder
     */
    public HttpServerBuilder limits(HttpLimits other) {
        limits = Objects.requireNonNull(other);
        return this;
    }

    /**
     * Lets requests with CONNECT come to the gate and the handler, which may answer them with {@link Response#tunnel}.
     * Without it they are answered with 501.
     *
     * @return this builder
     */
    public HttpServerBuilder tunnels() {
        tunnels = true;
        return this;
    }

    /**
     * The threads its connections run on.
     *
     * @param other instead of {@link EventLoops#shared()}; they stay the caller's to close
     * @return this builder
     */
    public HttpServerBuilder on(EventLoops other) {
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
    public HttpServerBuilder transport(Transport transport) {
        return on(EventLoops.shared(transport));
    }

    /**
     * What is told when a handler, a gate, a callback or the flow of a response body fails; not when a peer is to blame, or
     * a request is refused. Without it, such failures are logged as warnings.
     *
     * @param other called on the event loop; must not block
     * @return this builder
     */
    public HttpServerBuilder onFailure(BiConsumer<? super Request, ? super Throwable> other) {
        Objects.requireNonNull(other);
        failures = other::accept;
        return this;
    }

    /**
     * Starts to listen. Blocks until that is done.
     *
     * @return the server; close it
     * @throws IOException if the address cannot be had
     * @throws IllegalStateException if there is no handler
     */
    public HttpServer start() throws IOException {
        if (handler == null) {
            throw new IllegalStateException("a server must have a handler but has none; call handle or handleAsync");
        }
        Gate asked = gate == null ? AdmissionGate.of(Admission.adaptive()) : gate;
        Refuser.Share share = new Refuser.Share(refusing, busy == null ? new Processors() : busy);
        HttpServer server = new HttpServer(handler, asked, limits, tunnels, tls, loops, share, failures);
        server.listen(address);
        return server;
    }
}
