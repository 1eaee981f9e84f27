package dev.weir.spring;

import dev.weir.admission.Admission;
import dev.weir.servlet.AdmissionFilter;
import jakarta.servlet.DispatcherType;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/**
 * The filter of the admission before all servlets. Who has registered one of his own keeps it.
 *
 * <p>It comes after all other filters: who has to wait is dispatched when it is his turn, and filters behind it that are not
 * mapped for that would not be asked. On virtual threads a request waits where it is.
 */
@AutoConfiguration(after = AdmissionAutoConfiguration.class)
@ConditionalOnProperty(prefix = "weir.admission", name = "enabled", matchIfMissing = true)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(FilterRegistrationBean.class)
@ConditionalOnSingleCandidate(Admission.class)
@EnableConfigurationProperties(AdmissionProperties.class)
public class AdmissionFilterAutoConfiguration {
    /** Made by Spring. */
    public AdmissionFilterAutoConfiguration() {}

    /**
     * The filter, with what the properties and then the customizers say of it.
     *
     * @param admission what it asks
     * @param properties the properties
     * @param customizers those who say more
     * @return its registration
     */
    @Bean
    @ConditionalOnMissingBean(value = AdmissionFilter.class, parameterizedContainer = FilterRegistrationBean.class)
    public FilterRegistrationBean<AdmissionFilter> admissionFilter(
            Admission admission,
            AdmissionProperties properties,
            ObjectProvider<AdmissionFilterCustomizer> customizers) {
        AdmissionFilter filter = AdmissionFilter.of(admission);
        if (properties.deadlineHeader() != null) {
            filter = filter.deadline(properties.deadlineHeader());
        }
        if (properties.tenantHeader() != null) {
            filter = filter.tenant(properties.tenantHeader());
        }
        if (properties.unfairIs429()) {
            filter = filter.unfairIs429();
        }
        for (AdmissionFilterCustomizer customizer : customizers.orderedStream().toList()) {
            filter = customizer.customize(filter);
        }
        var registered = new FilterRegistrationBean<>(filter.work(new AlwaysPaths(properties.always())));
        registered.setName("weirAdmission");
        registered.setDispatcherTypes(DispatcherType.REQUEST);
        registered.setMatchAfter(true);
        registered.setOrder(Ordered.LOWEST_PRECEDENCE);
        return registered;
    }
}
