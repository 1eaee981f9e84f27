package dev.weir.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LoadTest {
    private final Setup setup = Setups.of(Duration.ofMillis(50), 0.5, 1.0);
    private final Schedule schedule = Schedule.of(setup);
    private final Ledger ledger = new Ledger(setup);
    private final Stop stop = new Stop();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();

    /** Does this with each request instead of sending it. */
    private Load load(Consumer<Consumer<Reply>> answering) {
        Caller caller = new Caller() {
            @Override
            public Runnable send(Consumer<Reply> replied) {
                sent.incrementAndGet();
                answering.accept(replied);
                return cancelled::incrementAndGet;
            }

            @Override
            public void close() {}
        };
        return new Load(setup, schedule, caller, ledger, stop);
    }

    private long total(Outcome outcome) {
        return ledger.takeRecent().count(outcome);
    }

    @Test
    void run_withAnswers_sendsTheWholeScheduleOnce() {
        Load load = load(replied -> replied.accept(new Reply.Answer(503, OptionalLong.of(1))));
        load.run();
        assertThat(sent).hasValue(schedule.size());
        assertThat(total(Outcome.REFUSED)).isEqualTo(schedule.size());
        assertThat(load.lasted()).isGreaterThanOrEqualTo(setup.runNanos());
        assertThat(cancelled).hasValue(0);
    }

    @Test
    void run_withoutAnswers_givesUpOnAll() {
        load(replied -> {}).run();
        assertThat(total(Outcome.LATE)).isEqualTo(schedule.size());
        assertThat(cancelled).hasValue(schedule.size());
    }

    @Test
    void run_withAnswersThatComeTwice_countsOne() {
        load(replied -> {
                    replied.accept(new Reply.Broken());
                    replied.accept(new Reply.Broken());
                })
                .run();
        assertThat(total(Outcome.FAILED)).isEqualTo(schedule.size());
    }

    @Test
    void run_stopped_takesBackWhatIsUnderWay() {
        load(replied -> {
                    if (sent.get() == 3) {
                        stop.request();
                    }
                })
                .run();
        assertThat(sent).hasValue(3);
        assertThat(cancelled).hasValue(3);
        assertThat(ledger.results(setup.runNanos())).allMatch(phase -> phase.offered() == 0);
    }
}
