package dev.weir.spring;

import dev.weir.admission.Admission;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * An {@link Admission} as a bean, told by {@link AdmissionProperties}. Who has one of his own keeps it;
 * {@code weir.admission.enabled=false} switches it off, and with it the filter and the metrics.
 */
@AutoConfiguration
@ConditionalOnProperty(prefix = "weir.admission", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(AdmissionProperties.class)
public class AdmissionAutoConfiguration {
    /** Made by Spring. */
    public AdmissionAutoConfiguration() {}

    /**
     * The admission; closed with the application, after its server.
     *
     * @param properties what it is told
     * @return it
     */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    public Admission admission(AdmissionProperties properties) {
        return Admission.of(properties.settings());
    }
}
