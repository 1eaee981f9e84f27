package dev.weir.admission;

/**
 * A reading of an admission.
 *
 * @param inside how many permits are held
 * @param peak the most that were held
 * @param most the most that may be held
 * @param useful how many inside the service can use, as measured; 0 while that is not known
 * @param perSecond the measured drain rate
 * @param admitted how many were admitted
 * @param refused how many were refused
 */
public record AdmissionReading(
        int inside, int peak, int most, int useful, double perSecond, long admitted, long refused) {}
