package dev.weir.testkit.load;

import dev.weir.admission.Admission;
import dev.weir.admission.Decision;
import dev.weir.admission.Permit;
import dev.weir.admission.Refusal;
import dev.weir.admission.Route;
import java.util.function.Function;

/** Who decides what is let in: an admission, or whatever else is to be tried. */
@FunctionalInterface
public interface Gate {
    /**
     * Somebody asks.
     *
     * @param asking what for
     * @param entry told once, now or later
     */
    void ask(Asking asking, Entry entry);

    /** What a gate decides. */
    interface Entry {
        /**
         * It is let in.
         *
         * @param ended to be run once, when it has been served
         */
        void admitted(Runnable ended);

        /**
         * It is not.
         *
         * @param hint when to come back, in nanoseconds; 0: it does not say
         * @param mayRetry whether to come back at all
         */
        void refused(long hint, boolean mayRetry);
    }

    /**
     * Lets all in.
     *
     * @return the gate
     */
    static Gate open() {
        return (_, entry) -> entry.admitted(() -> {});
    }

    /**
     * An admission, which has the clock of the timeline: {@code Admission.adaptive().clock(timeline, timeline)}.
     *
     * @param admission what decides
     * @return the gate
     */
    static Gate of(Admission admission) {
        return of(_ -> admission.everything());
    }

    /**
     * An admission with routes.
     *
     * @param routes on which each kind goes
     * @return the gate
     */
    static Gate of(Function<Kind, Route> routes) {
        return (asking, entry) -> routes.apply(asking.kind()).enter(asking.work(), decision -> tell(entry, decision));
    }

    private static void tell(Entry entry, Decision decision) {
        switch (decision) {
            case Permit permit -> entry.admitted(permit::close);
            case Decision.Refused(Refusal why) -> entry.refused(why.retryAfter().toNanos(), why.mayRetry());
        }
    }
}
