package dev.weir.spring;

import dev.weir.admission.Admission;
import dev.weir.admission.AdmissionReading;
import dev.weir.admission.Refusal;
import dev.weir.admission.StageReading;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/**
 * What an admission knows and has done, for Micrometer: {@code weir.admission.inside}, {@code .limit} and {@code .rate} of each
 * {@code stage}, the service as a whole among them; {@code .waiting}; {@code .admitted}, {@code .refused} by {@code reason},
 * {@code .gave.up}. The stages are those that routes have named when it is bound.
 */
public final class AdmissionMetrics implements MeterBinder {
    private static final String NAME = "weir.admission.";

    private final Admission admission;

    /**
     * Of an admission.
     *
     * @param admission which one
     */
    public AdmissionMetrics(Admission admission) {
        this.admission = admission;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (StageReading stage : admission.read().stages()) {
            stage(registry, "inside", "in service there now", stage.name(), StageReading::inside);
            stage(registry, "limit", "how much may be in service there now", stage.name(), StageReading::most);
            stage(registry, "rate", "what leaves it a second, as measured", stage.name(), StageReading::perSecond);
        }
        Gauge.builder(NAME + "waiting", admission, each -> each.read().waiting())
                .description("requests that wait for their turn")
                .register(registry);
        counter("admitted", "requests that were let in", AdmissionReading::admitted)
                .register(registry);
        counter("gave.up", "requests that left while they waited", AdmissionReading::gaveUp)
                .register(registry);
        for (Refusal.Reason reason : Refusal.Reason.values()) {
            counter(
                            "refused",
                            "requests that were refused",
                            reading -> reading.reasons().getOrDefault(reason, 0L))
                    .tag("reason", reason.token())
                    .register(registry);
        }
    }

    private void stage(
            MeterRegistry registry,
            String name,
            String description,
            String stage,
            ToDoubleFunction<StageReading> read) {
        Gauge.builder(
                        NAME + name,
                        admission,
                        each -> each.read().stages().stream()
                                .filter(reading -> reading.name().equals(stage))
                                .mapToDouble(read)
                                .findFirst()
                                .orElse(0))
                .description(description)
                .tag("stage", stage)
                .register(registry);
    }

    private FunctionCounter.Builder<Admission> counter(
            String name, String description, ToDoubleFunction<AdmissionReading> read) {
        return FunctionCounter.builder(NAME + name, admission, each -> read.applyAsDouble(each.read()))
                .description(description);
    }
}
