package dev.weir.testkit.load;

/** What serves requests, or has them served. */
@FunctionalInterface
public interface Target {
    /**
     * Takes a request.
     *
     * @param asking what is asked for
     * @param caller told once what came of it, now or later
     */
    void take(Asking asking, Caller caller);

    /** Who asked. */
    interface Caller {
        /** It was served. */
        void served();

        /**
         * It was refused.
         *
         * @param hint when to come back, in nanoseconds; 0: it does not say
         * @param mayRetry whether to come back at all
         */
        void refused(long hint, boolean mayRetry);
    }
}
