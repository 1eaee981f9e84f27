package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reactive Streams 2.13: a subscriber that throws counts as one that has cancelled, and is heard once, in the log. */
@Timeout(30)
class ThrowingSubscriberTest {
    enum Signal {
        SUBSCRIBE,
        NEXT,
        ERROR,
        COMPLETE
    }

    private final ManualEngine engine = new ManualEngine();
    private final Flows.Counted counted = new Flows.Counted();
    private final Logger log = Logger.getLogger("dev.weir");
    private final List<LogRecord> logged = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            if (entry.getThrown() instanceof Bang) {
                logged.add(entry);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        log.addHandler(handler);
        log.setUseParentHandlers(false);
    }

    @AfterEach
    void stopListening() {
        log.removeHandler(handler);
        log.setUseParentHandlers(true);
    }

    private static final class Bang extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Throws at one kind of signal, and notes all. */
    private static final class Throwing implements Flow.Subscriber<Long> {
        final List<Signal> told = new CopyOnWriteArrayList<>();
        private final Signal bad;

        Throwing(Signal bad) {
            this.bad = bad;
        }

        private void tell(Signal signal) {
            told.add(signal);
            if (signal == bad) {
                throw new Bang();
            }
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            given.request(Long.MAX_VALUE);
            tell(Signal.SUBSCRIBE);
        }

        @Override
        public void onNext(Long item) {
            tell(Signal.NEXT);
        }

        @Override
        public void onError(Throwable cause) {
            tell(Signal.ERROR);
        }

        @Override
        public void onComplete() {
            tell(Signal.COMPLETE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void signal_thatThrows_isTheLastOneAndLoggedOnce(Signal bad) {
        Throwing subscriber = new Throwing(bad);
        long most = bad == Signal.COMPLETE ? 0 : 10;
        counted.source(most)
                .peek(n -> {
                    if (bad == Signal.ERROR) {
                        throw new IllegalStateException("for onError");
                    }
                })
                .named("first")
                .asPublisher(engine)
                .subscribe(subscriber);
        engine.runAll();
        assertThat(subscriber.told).isEqualTo(bad == Signal.SUBSCRIBE ? List.of(bad) : List.of(Signal.SUBSCRIBE, bad));
        assertThat(logged).hasSize(1);
        assertThat(Objects.requireNonNull(logged.getFirst().getMessage()))
                .startsWith("stage 'asPublisher-")
                .endsWith("has a subscriber that must not throw but did");
        assertThat(counted.closed).hasValue(1);
    }

    @Test
    void signals_ofAnOrderlySubscriber_logNothing() throws Exception {
        Asker<Long> asker = new Asker<>();
        counted.source(3).asPublisher(engine).subscribe(asker);
        engine.runAll();
        asker.request(9);
        engine.runAll();
        assertThat(asker.result()).hasSize(3);
        assertThat(logged).isEmpty();
    }
}
