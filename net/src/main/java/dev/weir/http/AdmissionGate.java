package dev.weir.http;

import dev.weir.Fn;
import dev.weir.admission.Admission;
import dev.weir.admission.CallerFields;
import dev.weir.admission.Permit;
import dev.weir.admission.Refusal;
import dev.weir.admission.Route;
import dev.weir.admission.Waiting;
import dev.weir.admission.Work;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A gate that asks an {@link Admission} about each request: it is let in when it is its turn, and refused at once if that
 * would be too late. It reads how long a caller can still wait from {@code grpc-timeout}, and how often it has tried from
 * {@code grpc-previous-rpc-attempts}; a header of one's own may say the first in milliseconds.
 *
 * <p>A permit is held until the exchange is over: until the handler has come back and its answer has been sent; or until how
 * long it takes is for others to say (see {@link Decision.Admit}).
 *
 * <pre>{@code
 * HttpServer.on(8080).admit(AdmissionGate.of(admission)
 *         .route(request -> request.target().startsWith("/orders") ? orders : pages)
 *         .work((request, work) -> work.tenant(request.headers().first("api-key").orElse(""))))
 * }</pre>
 */
public final class AdmissionGate implements Gate {
    private final Fn<? super Request, Route> route;
    private final Describes work;
    private final @Nullable String deadline;
    private final boolean unfairIs429;
    private final boolean untilOver;

    /** Says more of work than its head does by itself. */
    @FunctionalInterface
    public interface Describes {
        /**
         * Says it. Must be quick, and must not block or run the body.
         *
         * @param head the request
         * @param work what is known of it
         * @return the same, or other work
         * @throws Exception whatever; the request is answered with 500
         */
        Work of(Request head, Work work) throws Exception;
    }

    private AdmissionGate(
            Fn<? super Request, Route> route,
            Describes work,
            @Nullable String deadline,
            boolean unfairIs429,
            boolean untilOver) {
        this.route = route;
        this.work = work;
        this.deadline = deadline;
        this.unfairIs429 = unfairIs429;
        this.untilOver = untilOver;
    }

    /**
     * All requests are on one route.
     *
     * @param admission what it asks
     * @return the gate
     */
    public static AdmissionGate of(Admission admission) {
        Route all = admission.everything();
        return new AdmissionGate(request -> all, (request, work) -> work, null, false, false);
    }

    /**
     * The same with several routes.
     *
     * @param chosen on which route a request is; must be quick, and must not block
     * @return another gate
     */
    public AdmissionGate route(Fn<? super Request, Route> chosen) {
        return new AdmissionGate(Objects.requireNonNull(chosen), work, deadline, unfairIs429, untilOver);
    }

    /**
     * The same, knowing more of each request: how much it matters, for whom it is.
     *
     * @param described says it
     * @return another gate
     */
    public AdmissionGate work(Describes described) {
        return new AdmissionGate(route, Objects.requireNonNull(described), deadline, unfairIs429, untilOver);
    }

    /**
     * The same with a header that says how many milliseconds the caller can still wait.
     *
     * @param name the header's name; what is no number is passed over
     * @return another gate
     */
    public AdmissionGate deadline(String name) {
        return new AdmissionGate(route, work, Objects.requireNonNull(name), unfairIs429, untilOver);
    }

    /**
     * The same, answering those whose tenant takes more than others with 429 instead of 503.
     *
     * @return another gate
     */
    public AdmissionGate unfairIs429() {
        return new AdmissionGate(route, work, deadline, true, untilOver);
    }

    /**
     * The same, counting each request until it is over, whatever it is: a conversation, a stream that lasts, one whose peer
     * reads or sends slowly. Without it such a request is counted until that is known, and then it is in nobody's way.
     *
     * @return another gate
     */
    public AdmissionGate untilOver() {
        return new AdmissionGate(route, work, deadline, unfairIs429, true);
    }

    /**
     * What the head of a request says of its work by itself: how long its caller can wait, and how often it has tried.
     *
     * @param head the request
     * @return the work
     */
    public static Work described(Request head) {
        return described(head, null);
    }

    private static Work described(Request head, @Nullable String deadline) {
        return CallerFields.work(name -> head.headers().first(name).orElse(null), deadline);
    }

    @Override
    public Decision decide(Request head) {
        Asked asked = new Asked();
        try {
            Work described = work.of(head, described(head, deadline));
            asked.waiting = route.apply(head).enter(described, asked);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("what describes requests failed", e);
        }
        return asked.answer();
    }

    /** One request: decided while it is asked about, or later. */
    private final class Asked implements Consumer<dev.weir.admission.Decision> {
        private @Nullable Waiting waiting;
        private @Nullable Decision decision;
        private Decision.@Nullable Later later;

        @Override
        public synchronized void accept(dev.weir.admission.Decision made) {
            decision = switch (made) {
                case Permit permit -> new Decision.Admit(permit::close, untilOver);
                case dev.weir.admission.Decision.Refused(Refusal why) ->
                    new Decision.Refuse(why, unfairIs429 && why.reason() == Refusal.Reason.UNFAIR ? 429 : 503);
            };
            if (later != null) {
                later.decide(decision);
            }
        }

        synchronized Decision answer() {
            if (decision != null) {
                return decision;
            }
            Waiting waits = Objects.requireNonNull(waiting);
            later = new Decision.Later(waits::cancel);
            return later;
        }
    }
}
