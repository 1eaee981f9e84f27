package dev.weir.spring;

import dev.weir.admission.Admission;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/** What the admission tells Micrometer, where that is on the class path. Boot binds it to all registries. */
@AutoConfiguration(after = AdmissionAutoConfiguration.class)
@ConditionalOnProperty(prefix = "weir.admission", name = "enabled", matchIfMissing = true)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnSingleCandidate(Admission.class)
public class AdmissionMetricsAutoConfiguration {
    /** Made by Spring. */
    public AdmissionMetricsAutoConfiguration() {}

    /**
     * The metrics.
     *
     * @param admission of which they are
     * @return them
     */
    @Bean
    @ConditionalOnMissingBean
    public AdmissionMetrics admissionMetrics(Admission admission) {
        return new AdmissionMetrics(admission);
    }
}
