package dev.weir.pools;

import dev.weir.admission.Signals;
import dev.weir.admission.Stage;
import java.util.Objects;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Metric;

/**
 * The buffer of a Kafka producer as a stage: when it is full, {@code send} blocks, for a minute unless the producer was told
 * otherwise. Work that would send is refused instead, as long as less is free than it needs.
 *
 * <pre>{@code
 * Route events = admission.route("events", KafkaStage.of("kafka", producer, 64 * 1024));
 * }</pre>
 */
public final class KafkaStage {
    private KafkaStage() {}

    /**
     * A stage that asks a producer how much of its buffer is free. Whoever asks does so from any thread, and never blocks.
     *
     * @param name the stage's name in refusals and metrics
     * @param producer the producer
     * @param needed how many bytes of the buffer must be free; with what work is let in at a time times what it sends, it
     *     never has to wait
     * @return the stage, shared with other instances, as they have the same brokers
     * @throws IllegalArgumentException if the producer does not tell of a buffer, or that has less than is needed
     */
    public static Stage of(String name, Producer<?, ?> producer, long needed) {
        Metric free = metric(producer, "buffer-available-bytes");
        double all = value(metric(producer, "buffer-total-bytes"));
        if (needed < 1 || needed > all) {
            throw new IllegalArgumentException("what must be free of a producer's buffer must be 1 byte to all of its "
                    + (long) all + " but was " + needed + "; see buffer.memory");
        }
        return Stage.named(name)
                .signal(Signals.bytes(() -> (long) (all - value(free)), () -> (long) all - needed + 1))
                .shared();
    }

    private static Metric metric(Producer<?, ?> producer, String name) {
        return producer.metrics().entrySet().stream()
                .filter(each -> each.getKey().name().equals(name)
                        && each.getKey().group().equals("producer-metrics"))
                .map(each -> (Metric) each.getValue())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a producer must tell of its buffer but has no metric "
                        + name + "; give the producer itself and no wrapper"));
    }

    private static double value(Metric metric) {
        return ((Number) Objects.requireNonNull(metric.metricValue())).doubleValue();
    }
}
