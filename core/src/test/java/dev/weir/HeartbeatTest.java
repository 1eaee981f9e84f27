package dev.weir;

import static dev.weir.Flows.failure;
import static dev.weir.Flows.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Beats where nothing else is said, and patience with who says nothing. */
@Timeout(20)
class HeartbeatTest {
    private final ManualEngine engine = new ManualEngine();

    private static <T> Sink<T, ?> into(List<T> list) {
        return Sink.forEach(list::add);
    }

    private static <T> List<T> list() {
        return Collections.synchronizedList(new ArrayList<>());
    }

    @Test
    void heartbeat_whileNothingIsSaid_isSentInTime() {
        List<String> said = list();
        CompletableFuture<String> word = new CompletableFuture<>();
        Duplex<String, String> below = Duplex.of(Source.from(new CompletableFuture<String>()), into(said));
        Running<?> run = below.through(Heartbeat.of(Duration.ofSeconds(10), Duration.ofDays(1), "beat", "beat"::equals))
                .join(Duplex.of(Source.from(word), Sink.forEach(line -> {})))
                .on(engine)
                .start();
        engine.runAll();
        engine.advance(Duration.ofSeconds(25));
        assertThat(said).containsExactly("beat", "beat");
        word.complete("word");
        engine.runAll();
        assertThat(said).containsExactly("beat", "beat", "word");
        run.cancel("the test is over");
        engine.runAll();
    }

    @Test
    void heartbeat_whileNothingIsHeard_failsInTime() {
        Duplex<String, String> below = Duplex.of(Source.from(new CompletableFuture<String>()), into(list()));
        Running<?> run = below.through(
                        Heartbeat.of(Duration.ofSeconds(10), Duration.ofSeconds(30), "beat", "beat"::equals))
                .answer(heard -> heard)
                .on(engine)
                .start();
        engine.runAll();
        engine.advance(Duration.ofSeconds(29));
        assertThat(run.result()).isNotDone();
        engine.advance(Duration.ofSeconds(2));
        assertThat(failure(run))
                .rootCause()
                .hasMessage("a peer must say something within PT30S but said nothing; is it there, and does it beat?");
    }

    @Test
    void heartbeat_whileNothingOfItIsTaken_sleeps() {
        Flows.Gate<String> stuck = new Flows.Gate<>();
        Duplex<String, String> below = Duplex.of(Source.from(new CompletableFuture<String>()), stuck.sink());
        Running<?> run = below.through(Heartbeat.of(Duration.ofSeconds(1), Duration.ofDays(1), "beat", "beat"::equals))
                .join(Duplex.of(Source.from(new CompletableFuture<String>()), Sink.forEach(line -> {})))
                .on(engine)
                .start();
        engine.advance(Duration.ofMinutes(1));
        assertThat(engine.timers()).as("that for the patience").isEqualTo(1);
        assertThat(stuck.items).containsExactly("beat");
        run.cancel("the test is over");
        engine.runAll();
    }

    @Test
    void heartbeat_whenAllWasHeard_isPatientForGood() {
        CompletableFuture<String> word = new CompletableFuture<>();
        List<String> said = list();
        Running<?> run = Duplex.of(Source.<String>of(), into(said))
                .through(Heartbeat.of(Duration.ofHours(1), Duration.ofSeconds(1), "beat", "beat"::equals))
                .join(Duplex.of(Source.from(word), Sink.forEach(line -> {})))
                .on(engine)
                .start();
        engine.advance(Duration.ofSeconds(10));
        word.complete("word");
        engine.runAll();
        result(run);
        assertThat(said).containsExactly("word");
    }

    @Test
    void heartbeat_heardAmongOtherThings_isNotHandedUp() {
        List<String> said = list();
        Duplex<String, String> below = Duplex.of(Source.of("a", "beat", "b", "beat"), into(said));
        result(below.through(Heartbeat.of(Duration.ofHours(1), Duration.ofHours(1), "beat", "beat"::equals))
                .answer(heard -> heard)
                .start());
        assertThat(said).containsExactly("a", "b");
        assertThatThrownBy(() -> Heartbeat.of(Duration.ZERO, Duration.ofHours(1), "beat", "beat"::equals))
                .hasMessage("a heartbeat's every must be > 0 but was PT0S; leave the layer out instead");
    }
}
