package dev.weir.grpc;

import dev.weir.admission.Admission;
import dev.weir.admission.CallerFields;
import dev.weir.admission.Route;
import dev.weir.admission.Work;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * An interceptor that asks an {@link Admission} about each call: its handler begins when it is its turn, and it is closed at
 * once if that would be too late. It knows how long a caller can still wait from the deadline of the call, and how often it
 * has tried from {@code grpc-previous-rpc-attempts}.
 *
 * <pre>{@code
 * NettyServerBuilder.forPort(8080)
 *         .addService(orders)
 *         .intercept(AdmissionServerInterceptor.of(admission).tenant(API_KEY))
 * }</pre>
 *
 * <p>A call that waits holds no thread, and takes no message: nobody asks its client for one. It gives up when it is
 * cancelled, as its deadline does too. A permit is held until the call is closed, or cancelled and what its handler was doing
 * on the thread of the call has come back; of a stream as long as it lasts, so give those that last a route of their own.
 *
 * <p>Who is refused is told {@code UNAVAILABLE}, as another instance may do better; {@code RESOURCE_EXHAUSTED} where they
 * share what is short, or where one tenant asks for too much. When to come back is said in {@code grpc-retry-pushback-ms},
 * less than 0 where there is no place in sight, and as a {@code google.rpc.RetryInfo}.
 */
public final class AdmissionServerInterceptor implements ServerInterceptor {
    static final Metadata.Key<String> ATTEMPTS =
            Metadata.Key.of("grpc-previous-rpc-attempts", Metadata.ASCII_STRING_MARSHALLER);

    private final Function<? super ServerCall<?, ?>, Route> route;
    private final Describes work;
    private final Executor executor;

    private AdmissionServerInterceptor(
            Function<? super ServerCall<?, ?>, Route> route, Describes work, Executor executor) {
        this.route = route;
        this.work = work;
        this.executor = executor;
    }

    /**
     * All calls are on one route.
     *
     * @param admission what it asks
     * @return the interceptor
     */
    public static AdmissionServerInterceptor of(Admission admission) {
        Route all = admission.everything();
        return new AdmissionServerInterceptor(
                call -> all,
                (call, headers, work) -> work,
                begin -> Thread.ofVirtual().name("weir-grpc").start(begin));
    }

    /**
     * The same with several routes.
     *
     * @param chosen on which route a call is, for example by its method; must be quick, and must not block
     * @return another interceptor
     */
    public AdmissionServerInterceptor route(Function<? super ServerCall<?, ?>, Route> chosen) {
        return new AdmissionServerInterceptor(Objects.requireNonNull(chosen), work, executor);
    }

    /**
     * The same, knowing more of each call: how much it matters, for whom it is. Said twice, the second goes on from what the
     * first has said.
     *
     * @param described says it
     * @return another interceptor
     */
    public AdmissionServerInterceptor work(Describes described) {
        Objects.requireNonNull(described);
        Describes before = work;
        return new AdmissionServerInterceptor(
                route,
                (call, headers, known) -> described.of(call, headers, before.of(call, headers, known)),
                executor);
    }

    /**
     * The same, for tenants that a header tells apart.
     *
     * @param key the header; calls without it are for nobody in particular
     * @return another interceptor
     */
    public AdmissionServerInterceptor tenant(Metadata.Key<String> key) {
        Objects.requireNonNull(key);
        return work((call, headers, known) -> {
            String whom = headers.get(key);
            return whom == null ? known : known.tenant(whom);
        });
    }

    /**
     * The same with the threads on which the handlers of calls begin that have waited; what comes later for them comes on the
     * server's own. By itself each has a virtual thread for that.
     *
     * @param begins runs what it is given, soon
     * @return another interceptor
     */
    public AdmissionServerInterceptor executor(Executor begins) {
        return new AdmissionServerInterceptor(route, work, Objects.requireNonNull(begins));
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        Route way = route.apply(call);
        Work described = work.of(call, headers, known(headers));
        return new Arrival<>(call, headers, next, executor).enter(way, described);
    }

    private static Work known(Metadata headers) {
        Deadline deadline = Context.current().getDeadline();
        int attempt = CallerFields.attempt(headers.get(ATTEMPTS));
        if (deadline == null && attempt == 0) {
            return Work.normal();
        }
        long nanos = deadline == null ? Long.MAX_VALUE : deadline.timeRemaining(TimeUnit.NANOSECONDS);
        return Work.normal().canWaitNanos(nanos).attempt(attempt);
    }
}
