package dev.weir.servlet;

import dev.weir.admission.Admission;
import dev.weir.admission.CallerFields;
import dev.weir.admission.Decision;
import dev.weir.admission.Permit;
import dev.weir.admission.Refusal;
import dev.weir.admission.RefusedException;
import dev.weir.admission.Route;
import dev.weir.admission.Work;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A filter that asks an {@link Admission} about each request: it goes on when it is its turn, and is answered at once if that
 * would be too late, without its body being read. It reads how long a caller can still wait from {@code grpc-timeout}, and
 * how often it has tried from {@code grpc-previous-rpc-attempts}; a header of one's own may say the first in milliseconds.
 *
 * <pre>{@code
 * var filter = context.addFilter("admission", AdmissionFilter.of(admission).tenant("Api-Key"));
 * filter.setAsyncSupported(true);
 * filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
 * }</pre>
 *
 * <p>A permit is held until the work is over: until what is behind the filter has come back, or, if that went on
 * asynchronously, until it has completed. A dispatch on the way (forward, error, async) asks for no other one.
 *
 * <p>A request that has to wait holds no thread of the container if it may be asynchronous: it is dispatched when it is its
 * turn. What runs then are the servlet and the filters that are mapped for {@code ASYNC}; so this is the last filter, or all
 * behind it are mapped for {@code ASYNC} too. Otherwise make it {@link #blocking}, as it is by itself on virtual threads and
 * where nothing may be asynchronous.
 */
public final class AdmissionFilter implements Filter {
    private static final AtomicLong MADE = new AtomicLong();

    private final Function<? super HttpServletRequest, Route> route;
    private final Describes work;
    private final @Nullable String deadline;
    private final boolean unfairIs429;
    private final boolean blocking;
    private final String asked = AdmissionFilter.class.getName() + '.' + MADE.incrementAndGet();

    private AdmissionFilter(
            Function<? super HttpServletRequest, Route> route,
            Describes work,
            @Nullable String deadline,
            boolean unfairIs429,
            boolean blocking) {
        this.route = route;
        this.work = work;
        this.deadline = deadline;
        this.unfairIs429 = unfairIs429;
        this.blocking = blocking;
    }

    /**
     * All requests are on one route.
     *
     * @param admission what it asks
     * @return the filter
     */
    public static AdmissionFilter of(Admission admission) {
        Route all = admission.everything();
        return new AdmissionFilter(request -> all, (request, work) -> work, null, false, false);
    }

    /**
     * The same with several routes.
     *
     * @param chosen on which route a request is; must be quick, and must neither block nor read the body
     * @return another filter
     */
    public AdmissionFilter route(Function<? super HttpServletRequest, Route> chosen) {
        return new AdmissionFilter(Objects.requireNonNull(chosen), work, deadline, unfairIs429, blocking);
    }

    /**
     * The same, knowing more of each request: how much it matters, for whom it is. Said twice, the second goes on from what
     * the first has said.
     *
     * @param described says it
     * @return another filter
     */
    public AdmissionFilter work(Describes described) {
        Objects.requireNonNull(described);
        Describes before = work;
        return new AdmissionFilter(
                route,
                (request, known) -> described.of(request, before.of(request, known)),
                deadline,
                unfairIs429,
                blocking);
    }

    /**
     * The same, for tenants that a header tells apart.
     *
     * @param name the header's name; requests without it are for nobody in particular
     * @return another filter
     */
    public AdmissionFilter tenant(String name) {
        Objects.requireNonNull(name);
        return work((request, known) -> {
            String whom = request.getHeader(name);
            return whom == null ? known : known.tenant(whom);
        });
    }

    /**
     * The same with a header that says how many milliseconds the caller can still wait.
     *
     * @param name the header's name; what is no number is passed over
     * @return another filter
     */
    public AdmissionFilter deadline(String name) {
        return new AdmissionFilter(route, work, Objects.requireNonNull(name), unfairIs429, blocking);
    }

    /**
     * The same, answering those whose tenant takes more than others with 429 instead of 503.
     *
     * @return another filter
     */
    public AdmissionFilter unfairIs429() {
        return new AdmissionFilter(route, work, deadline, true, blocking);
    }

    /**
     * The same, but requests wait on the threads that they came on.
     *
     * @return another filter
     */
    public AdmissionFilter blocking() {
        return new AdmissionFilter(route, work, deadline, unfairIs429, true);
    }

    @Override
    public void doFilter(ServletRequest asks, ServletResponse answer, FilterChain chain)
            throws IOException, ServletException {
        if (asks instanceof HttpServletRequest request
                && answer instanceof HttpServletResponse response
                && request.getAttribute(asked) == null) {
            request.setAttribute(asked, true);
            ask(request, response, chain);
        } else {
            chain.doFilter(asks, answer);
        }
    }

    private void ask(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Route way = route.apply(request);
        Work described = work.of(request, CallerFields.work(request::getHeader, deadline));
        Decision made;
        if (blocking || Thread.currentThread().isVirtual() || !request.isAsyncSupported() || request.isAsyncStarted()) {
            made = await(way, described);
        } else {
            Arrival arrival = new Arrival(request, response, unfairIs429);
            made = arrival.enter(way, described);
        }
        switch (made) {
            case null -> {} // it goes on, or is answered, when it has been decided
            case Permit permit -> serve(permit, request, response, chain);
            case Decision.Refused(Refusal why) -> Refusals.answer(response, why, unfairIs429);
        }
    }

    private static Decision await(Route way, Work work) {
        try {
            return way.enter(work);
        } catch (RefusedException e) {
            return new Decision.Refused(e.why());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Decision.Refused(
                    new Refusal(Refusal.Reason.CLOSED, "its thread was interrupted while it waited", Duration.ZERO));
        }
    }

    private static void serve(
            Permit permit, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } finally {
            if (request.isAsyncStarted()) {
                Held.until(request, permit);
            } else {
                permit.close();
            }
        }
    }
}
