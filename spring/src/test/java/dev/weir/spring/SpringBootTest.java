package dev.weir.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.admission.Admission;
import dev.weir.admission.AdmissionSettings;
import dev.weir.admission.Criticality;
import dev.weir.admission.Stage;
import dev.weir.admission.Work;
import dev.weir.servlet.AdmissionFilter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.DefaultResourceLoader;

/** The starter in a real application with its server. */
@Timeout(60)
class SpringBootTest {
    private static final String ONE = "weir.admission.most=1";
    private static final String LONG = "weir.admission.max-wait=20s";

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void requests_whoseTurnComesLater_areServedThen(boolean virtual) throws Exception {
        try (Running app =
                Running.start(ONE, LONG, "spring.threads.virtual.enabled=" + virtual, "server.tomcat.threads.max=4")) {
            var first = app.get("/hold");
            app.pages().called.acquire();
            List<CompletableFuture<?>> waiting = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                waiting.add(app.get(i % 4 == 0 ? "/fail" : "/"));
            }
            Wait.until("all wait", () -> app.admission().read().waiting() == 20);
            assertThat(app.answer("/actuator/health").body()).isEqualTo("well");
            app.pages().mayEnd.release();
            assertThat(Wait.get(first).body()).isEqualTo(virtual ? "virtual" : "platform");
            for (var each : waiting) {
                Wait.get(each);
            }
            Wait.until("nothing is inside", () -> app.admission().read().inside() == 0);
            assertThat(app.admission().read().admitted()).isEqualTo(22);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void requests_thatAreTooMuch_areRefusedButForHealth(boolean virtual) throws Exception {
        try (Running app =
                Running.start(ONE, "weir.admission.waiting=0", "spring.threads.virtual.enabled=" + virtual)) {
            var first = app.get("/hold");
            app.pages().called.acquire();
            var refused = app.answer("/");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            assertThat(refused.headers().firstValue("Retry-After-Ms")).isPresent();
            assertThat(refused.headers().firstValue("Weir-Refusal")).contains("full;stage=\"service\"");
            assertThat(refused.body()).startsWith("FULL: 1 inside");
            assertThat(app.answer("/actuator/health").body()).isEqualTo("well");
            app.pages().mayEnd.release();
            assertThat(Wait.get(first).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void properties_thatAreSet_areUsed() throws Exception {
        try (Running app = Running.start(
                More.class,
                "weir.admission.max-wait=100ms",
                "weir.admission.most=7",
                "weir.admission.waiting=9",
                "weir.admission.shadow=true",
                "weir.admission.deadline-header=X-Can-Wait-Ms",
                "weir.admission.tenant-header=Api-Key",
                "weir.admission.unfair-is-429=true",
                "weir.admission.always=/hold,/static/**",
                "server.servlet.context-path=/shop")) {
            assertThat(app.admission().settings()).isEqualTo(new AdmissionSettings(Duration.ofMillis(100), 7, 9, true));
            assertThat(app.context.getBean(AdmissionProperties.class))
                    .isEqualTo(new AdmissionProperties(
                            true,
                            Duration.ofMillis(100),
                            7,
                            9,
                            true,
                            "X-Can-Wait-Ms",
                            "Api-Key",
                            true,
                            List.of("/hold", "/static/**")));
            app.answer("/shop/", "X-Can-Wait-Ms", "1500", "Api-Key", "anna");
            app.answer("/shop/static/x", "Api-Key", "anna");
            var decided = app.admission().trace();
            assertThat(decided.getFirst().work()).isEqualTo(new Work(Criticality.NORMAL, "anna", 1_500_000_000, 0));
            assertThat(decided.getFirst().route()).isEqualTo("pages");
            assertThat(decided.get(1).work()).isEqualTo(Work.of(Criticality.ALWAYS));
        }
    }

    @Test
    void metrics_ofAnAdmission_areThere() throws Exception {
        try (Running app = Running.start(More.class, ONE, "weir.admission.waiting=0")) {
            var first = app.get("/hold");
            app.pages().called.acquire();
            app.answer("/");
            MeterRegistry meters = app.context.getBean(MeterRegistry.class);
            for (String stage : List.of("service", "db")) {
                assertThat(meters.get("weir.admission.inside")
                                .tag("stage", stage)
                                .gauge()
                                .value())
                        .isEqualTo(1);
            }
            assertThat(meters.get("weir.admission.limit")
                            .tag("stage", "service")
                            .gauge()
                            .value())
                    .isEqualTo(1);
            assertThat(meters.get("weir.admission.rate")
                            .tag("stage", "db")
                            .gauge()
                            .value())
                    .isNotNegative();
            assertThat(meters.get("weir.admission.waiting").gauge().value()).isZero();
            assertThat(meters.get("weir.admission.admitted").functionCounter().count())
                    .isEqualTo(1);
            assertThat(meters.get("weir.admission.gave.up").functionCounter().count())
                    .isZero();
            assertThat(meters.get("weir.admission.refused")
                            .tag("reason", "full")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
            app.pages().mayEnd.release();
            Wait.get(first);
        }
    }

    @Test
    void beans_ofTheUser_areUsedInstead() throws Exception {
        try (Running app = Running.start(Own.class, ONE)) {
            assertThat(app.context.getBeansOfType(FilterRegistrationBean.class))
                    .containsKey("own")
                    .doesNotContainKey("admissionFilter");
            assertThat(app.admission().settings().most()).isEqualTo(3);
            assertThat(app.answer("/").statusCode()).isEqualTo(503);
        }
        try (Running app = Running.start("weir.admission.enabled=false")) {
            assertThat(app.context.getBeansOfType(Admission.class)).isEmpty();
            assertThat(app.context.getBeansOfType(AdmissionMetrics.class)).isEmpty();
            assertThat(app.answer("/").body()).isEqualTo("in");
        }
    }

    @Test
    void application_withoutServletsAndMicrometer_hasAnAdmissionAlone() {
        ClassLoader without = new ClassLoader(getClass().getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (name.startsWith("io.micrometer.")) {
                    throw new ClassNotFoundException(name);
                }
                return super.loadClass(name, resolve);
            }
        };
        try (var context = new SpringApplicationBuilder(AdmissionAutoConfiguration.class)
                .sources(AdmissionFilterAutoConfiguration.class, AdmissionMetricsAutoConfiguration.class)
                .resourceLoader(new DefaultResourceLoader(without))
                .web(WebApplicationType.NONE)
                .properties("spring.main.banner-mode=off", "logging.level.root=OFF")
                .run()) {
            assertThat(context.getBeansOfType(Admission.class)).hasSize(1);
            assertThat(context.getBeansOfType(FilterRegistrationBean.class)).isEmpty();
            assertThat(context.containsBean("admissionMetrics")).isFalse();
        }
    }

    // One that has waited is dispatched, which asks only filters that are mapped for that: none may be behind.
    @Test
    void filters_ofTheUser_areAllAskedBeforeARequestWaits() throws Exception {
        try (Running app = Running.start(Filters.class, ONE, LONG)) {
            AtomicInteger asked = app.context.getBean(AtomicInteger.class);
            var first = app.get("/hold");
            app.pages().called.acquire();
            var second = app.get("/");
            Wait.until("one waits", () -> app.admission().read().waiting() == 1);
            assertThat(asked.get()).isEqualTo(4);
            app.pages().mayEnd.release();
            Wait.get(first);
            assertThat(Wait.get(second).body()).isEqualTo("in");
            assertThat(asked.get()).isEqualTo(4);
        }
    }

    /** Says more of the requests. */
    @Configuration(proxyBeanMethods = false)
    static class More {
        @Bean
        AdmissionFilterCustomizer tenants(Admission admission) {
            var pages = admission.route("pages", Stage.named("db"));
            return filter -> filter.route(request -> pages);
        }
    }

    /** Has an admission and a filter. */
    @Configuration(proxyBeanMethods = false)
    static class Own {
        @Bean
        Admission admission() {
            return Admission.adaptive().most(3);
        }

        @Bean
        FilterRegistrationBean<AdmissionFilter> own(Admission admission) {
            return new FilterRegistrationBean<>(
                    AdmissionFilter.of(admission).work((request, work) -> work.canWait(Duration.ZERO)));
        }
    }

    /** Has filters that come as late as they can. */
    @Configuration(proxyBeanMethods = false)
    static class Filters {
        @Bean
        AtomicInteger asked() {
            return new AtomicInteger();
        }

        @Bean
        Filter plain(AtomicInteger asked) {
            return counting(asked);
        }

        @Bean
        @Order
        FilterRegistrationBean<Filter> registered(AtomicInteger asked) {
            return new FilterRegistrationBean<>(counting(asked));
        }

        private static Filter counting(AtomicInteger asked) {
            return (request, response, chain) -> {
                asked.incrementAndGet();
                chain.doFilter(request, response);
            };
        }
    }
}
