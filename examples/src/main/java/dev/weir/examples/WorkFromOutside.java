package dev.weir.examples;

import static java.time.Duration.ofMillis;

import dev.weir.Entry;
import dev.weir.Offer.Accepted;
import dev.weir.Offer.Refused;
import dev.weir.Pipeline;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.admission.Deadline;
import dev.weir.admission.Refusal;
import org.jspecify.annotations.Nullable;

/** Work from outside. Nobody waits who would wait in vain. */
public final class WorkFromOutside {
    private WorkFromOutside() {}

    /** Something to be done. */
    @FunctionalInterface
    public interface Job {
        /**
         * Does it.
         *
         * @throws Exception if it cannot be done
         */
        void run() throws Exception;
    }

    /**
     * Declares it.
     *
     * @return a flow that takes jobs in and does them, four at a time
     */
    public static Pipeline<@Nullable Void> declare() {
        // region declare
        return Source.<Job>entry("jobs", 64)
                .mapConcurrentUnordered(4, job -> {
                    job.run();
                    return job;
                })
                .to(Sink.ignore());
        // endregion
    }

    /**
     * Offers a job.
     *
     * @param jobs the entry of a running flow
     * @param job what is to be done
     * @return what to tell whoever wants it done
     */
    public static String offer(Entry<Job> jobs, Job job) {
        // region offer
        return switch (jobs.offer(job, Deadline.in(ofMillis(250)))) {
            case Accepted() -> "it will be done";
            case Refused(Refusal why) -> "come back in " + why.retryAfter().toSeconds() + " s: " + why.detail();
        };
        // endregion
    }
}
