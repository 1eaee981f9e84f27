package dev.weir.http.internal.overload;

/**
 * Why a request is refused without being sent.
 *
 * @param kind the kind of reason
 * @param status what the origin has answered others with, or 503
 * @param nanos when it could be sent, in so many nanoseconds
 */
public record LocalReason(Kind kind, int status, long nanos) {
    /** The kinds of reasons. */
    public enum Kind {
        /** The time that the origin has promised is later than its caller can wait. */
        RETRY_AFTER("retry-after"),
        /** The origin has accepted too few of the last ones. */
        THROTTLED("throttled"),
        /** As many as may be are held already. */
        HELD("held");

        private final String token;

        Kind(String token) {
            this.token = token;
        }

        /**
         * What it is called in answers.
         *
         * @return a token
         */
        public String token() {
            return token;
        }
    }
}
