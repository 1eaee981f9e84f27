package dev.weir.pools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.admission.Admission;
import dev.weir.admission.Decision;
import dev.weir.admission.Permit;
import dev.weir.admission.Refusal;
import dev.weir.admission.Route;
import dev.weir.admission.Work;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Only work that sends is refused while a producer's buffer is full. */
class KafkaStageTest {
    private static final long BUFFER = 1_000_000;

    private final AtomicLong free = new AtomicLong(BUFFER);
    private final MockProducer<byte[], byte[]> producer = new MockProducer<>();

    private void tells(String name, AtomicLong value) {
        MetricName key = new MetricName(name, "producer-metrics", "", Map.of());
        producer.setMockMetrics(key, new Metric() {
            @Override
            public MetricName metricName() {
                return key;
            }

            @Override
            public Object metricValue() {
                return (double) value.get();
            }
        });
    }

    @Test
    void work_thatSends_isRefusedWhileLessIsFreeThanItNeeds() {
        tells("buffer-available-bytes", free);
        tells("buffer-total-bytes", new AtomicLong(BUFFER));
        Admission admission = Admission.adaptive();
        Route events = admission.route("events", KafkaStage.of("kafka", producer, 64_000));
        free.set(64_000);
        Decision admitted = events.tryEnter(Work.normal());
        assertThat(admitted).isInstanceOf(Permit.class);
        free.set(63_999);
        Decision refused = events.tryEnter(Work.normal());
        assertThat(refused).isInstanceOf(Decision.Refused.class);
        Refusal why = ((Decision.Refused) refused).why();
        assertThat(why.reason()).isEqualTo(Refusal.Reason.FULL);
        assertThat(why.field()).isEqualTo("full;stage=\"kafka\";shared");
        Decision other = admission.tryEnter();
        assertThat(other).isInstanceOf(Permit.class);
        free.set(64_000);
        assertThat(events.tryEnter(Work.normal())).isInstanceOf(Permit.class);
    }

    // The names are Kafka's, and could change with a version.
    @Test
    void producer_ofKafkaItself_tellsOfItsBuffer() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                "127.0.0.1:1", // nobody is there, and nothing is sent
                "buffer.memory",
                BUFFER);
        try (var real = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            Route events = Admission.adaptive().route("events", KafkaStage.of("kafka", real, BUFFER));
            assertThat(events.tryEnter(Work.normal())).isInstanceOf(Permit.class);
            assertThatThrownBy(() -> KafkaStage.of("kafka", real, BUFFER + 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("what must be free of a producer's buffer must be 1 byte to all of its 1000000 but was"
                            + " 1000001; see buffer.memory");
        }
    }

    @Test
    void producer_thatTellsNothing_isRefused() {
        assertThatThrownBy(() -> KafkaStage.of("kafka", producer, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a producer must tell of its buffer but has no metric buffer-available-bytes; give the"
                        + " producer itself and no wrapper");
    }
}
