package dev.weir.spring;

import dev.weir.admission.AdmissionSettings;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code weir.admission} says.
 *
 * @param enabled whether there is an admission at all
 * @param maxWait how long a request may wait for its turn; null: 250 ms, or as long as the service takes for one if that is
 *     longer
 * @param most how many requests may be in service, whatever is measured
 * @param waiting how many requests may wait for their turn
 * @param shadow whether it only counts what it would refuse, and lets everybody in
 * @param deadlineHeader a header that says how many milliseconds the caller can still wait; null: there is none
 * @param tenantHeader a header that tells tenants apart; null: they are not
 * @param unfairIs429 whether those whose tenant takes more than others are answered with 429 instead of 503
 * @param always patterns of paths, within the application, whose requests are let in whatever the load
 */
@ConfigurationProperties("weir.admission")
public record AdmissionProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable Duration maxWait,
        @DefaultValue("1024") int most,
        @DefaultValue("1024") int waiting,
        @DefaultValue("false") boolean shadow,
        @Nullable String deadlineHeader,
        @Nullable String tenantHeader,
        @DefaultValue("false") boolean unfairIs429,
        @DefaultValue("/actuator/health/**") List<String> always) {
    /**
     * What of it the admission is told.
     *
     * @return the settings
     */
    public AdmissionSettings settings() {
        return new AdmissionSettings(maxWait, most, waiting, shadow);
    }
}
