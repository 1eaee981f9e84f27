package dev.weir.admission;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an admission is told; all else it measures.
 *
 * @param maxWait how long work may wait for its turn, more than 0; null: 250 ms, or as long as the service takes for one if
 *     that is longer
 * @param most how much may be in service, whatever is measured, at least 1
 * @param waiting how many may wait for their turn, at least 0
 * @param shadow whether it only says what it would do, and lets everybody in
 */
public record AdmissionSettings(@Nullable Duration maxWait, int most, int waiting, boolean shadow) {
    private static final Duration LONGEST = Duration.ofDays(1);

    /** Checks the bounds. */
    public AdmissionSettings {
        if (maxWait != null && !maxWait.isPositive()) {
            throw new IllegalArgumentException("the longest wait must be > 0 but was " + maxWait
                    + "; to refuse all that cannot begin at once, give a millisecond");
        }
        if (maxWait != null && maxWait.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("the longest wait must be a day or less but was " + maxWait);
        }
        if (most < 1) {
            throw new IllegalArgumentException("at least 1 request must be admitted but the most was " + most);
        }
        if (waiting < 0) {
            throw new IllegalArgumentException("0 requests or more may wait but it was " + waiting);
        }
    }

    /**
     * The usual ones: 1,024 in service, 1,024 that wait.
     *
     * @return the settings
     */
    public static AdmissionSettings usual() {
        return new AdmissionSettings(null, 1024, 1024, false);
    }

    /**
     * The same with another longest wait.
     *
     * @param wait how long work may wait for its turn, more than 0
     * @return other settings
     */
    public AdmissionSettings maxWait(Duration wait) {
        return new AdmissionSettings(wait, most, waiting, shadow);
    }

    /**
     * The same with another most.
     *
     * @param requests how much may be in service, at least 1
     * @return other settings
     */
    public AdmissionSettings most(int requests) {
        return new AdmissionSettings(maxWait, requests, waiting, shadow);
    }

    /**
     * The same with room for so many to wait.
     *
     * @param requests how many, at least 0
     * @return other settings
     */
    public AdmissionSettings waiting(int requests) {
        return new AdmissionSettings(maxWait, most, requests, shadow);
    }

    /**
     * The same, in the shadow or not.
     *
     * @param only whether it only says what it would do
     * @return other settings
     */
    public AdmissionSettings shadow(boolean only) {
        return new AdmissionSettings(maxWait, most, waiting, only);
    }
}
