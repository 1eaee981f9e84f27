package dev.weir.admission;

import java.util.List;
import java.util.Map;

/**
 * A reading of an admission.
 *
 * @param inside how much is in service: how many permits are held
 * @param peak the most that were held
 * @param most how much may be in service now
 * @param waiting how many wait for their turn
 * @param useful how much in service is of use, as measured; 0 while that is not known
 * @param perSecond the measured drain rate
 * @param admitted how many were let in
 * @param refused how many were refused
 * @param reasons how many for which reason
 * @param gaveUp how many gave up while they waited
 * @param appointmentsKept of the moments at which those who were refused were told to come back, at how many there was room
 * @param appointmentsBroken at how many there was none
 * @param stages the same of each stage
 */
public record AdmissionReading(
        int inside,
        int peak,
        int most,
        int waiting,
        int useful,
        double perSecond,
        long admitted,
        long refused,
        Map<Refusal.Reason, Long> reasons,
        long gaveUp,
        long appointmentsKept,
        long appointmentsBroken,
        List<StageReading> stages) {}
