package dev.weir.grpc;

import dev.weir.admission.Ticker;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors.CheckedForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An interceptor that keeps calls back which their server would refuse. A call fails here, at once, with the status of the
 * refusal before it, while its method was told to come back later ({@code grpc-retry-pushback-ms}, of which a minute is
 * believed); and, where much is refused, with a chance of {@code (wanted - K * accepted) / (wanted + 1)} over two minutes.
 * Refused is what ends with {@code UNAVAILABLE} or {@code RESOURCE_EXHAUSTED} and a pushback, before anything was answered;
 * a server that is down refuses nothing.
 *
 * <pre>{@code
 * ManagedChannel channel = NettyChannelBuilder.forTarget("orders")
 *         .intercept(AdmissionClientInterceptor.usual())
 *         .build();
 * }</pre>
 *
 * <p>One interceptor is for one channel. It knows each method by itself. The deadline of a call, and that of the call on whose
 * behalf it is made (which grpc-java keeps in its {@code Context}), go on as they are. Any thread may use it.
 */
public final class AdmissionClientInterceptor implements ClientInterceptor {
    private static final int METHODS = 1_000; // known at most

    private final double multiple;
    private final boolean balanced;
    private final Ticker clock;
    private final DoubleSupplier random;
    private final Map<String, Known> methods = new ConcurrentHashMap<>();

    private AdmissionClientInterceptor(double multiple, boolean balanced, Ticker clock, DoubleSupplier random) {
        this.multiple = multiple;
        this.balanced = balanced;
        this.clock = clock;
        this.random = random;
    }

    /**
     * One with the usual settings: calls are kept back when fewer than half of them are accepted.
     *
     * @return the interceptor
     */
    public static AdmissionClientInterceptor usual() {
        return new AdmissionClientInterceptor(
                2, false, Ticker.system(), () -> ThreadLocalRandom.current().nextDouble());
    }

    /**
     * The same with another multiple of what is accepted that may be sent; knows nothing yet.
     *
     * @param k the multiple, at least 1: what is accepted, and nothing to see whether more would be
     * @return another interceptor
     */
    public AdmissionClientInterceptor multiple(double k) {
        if (!(k >= 1 && k <= 1_000)) {
            throw new IllegalArgumentException(
                    "the multiple of what is accepted must be 1 to 1000 but was " + k + "; the usual one is 2");
        }
        return new AdmissionClientInterceptor(k, balanced, clock, random);
    }

    /**
     * The same for a channel that has several instances to choose from: what one of them says of itself ({@code UNAVAILABLE})
     * is not held against the others; what is said of all of them ({@code RESOURCE_EXHAUSTED}) is. Knows nothing yet.
     *
     * @return another interceptor
     */
    public AdmissionClientInterceptor balanced() {
        return new AdmissionClientInterceptor(multiple, true, clock, random);
    }

    /**
     * The same with its own time and chance, for tests; knows nothing yet.
     *
     * @param time tells the time
     * @param chance gives numbers from 0 to less than 1
     * @return another interceptor
     */
    public AdmissionClientInterceptor on(Ticker time, DoubleSupplier chance) {
        return new AdmissionClientInterceptor(
                multiple, balanced, Objects.requireNonNull(time), Objects.requireNonNull(chance));
    }

    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        ClientCall<Q, R> call = next.newCall(method, options);
        Known known = known(method.getFullMethodName());
        return known == null ? call : new Call<>(call, known);
    }

    private @Nullable Known known(String method) {
        Known known = methods.get(method);
        if (known == null && methods.size() < METHODS) {
            known = methods.computeIfAbsent(
                    method, unknown -> new Known(new Throttle(multiple, clock.nanoTime()), balanced));
        }
        return known;
    }

    /** A call that is looked at when it starts, and when it is answered. */
    private final class Call<Q, R> extends CheckedForwardingClientCall<Q, R> {
        private final Known known;

        Call(ClientCall<Q, R> call, Known known) {
            super(call);
            this.known = known;
        }

        @Override
        protected void checkedStart(Listener<R> listener, Metadata headers) throws StatusException {
            StatusException kept = known.ask(clock.nanoTime(), random);
            if (kept != null) {
                throw kept;
            }
            delegate().start(new Answered<>(listener, known), headers);
        }
    }

    /** Sees what becomes of a call: the first thing that comes back says it. */
    private final class Answered<R> extends SimpleForwardingClientCallListener<R> {
        private final Known known;
        private boolean accepted;

        Answered(ClientCall.Listener<R> listener, Known known) {
            super(listener);
            this.known = known;
        }

        @Override
        public void onHeaders(Metadata headers) {
            accepted = true;
            known.accepted(clock.nanoTime());
            super.onHeaders(headers);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (!accepted) {
                known.ended(status, trailers, clock.nanoTime());
            }
            super.onClose(status, trailers);
        }
    }
}
