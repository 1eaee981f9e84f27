package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** APIs that are written to: held back until they drain, flushed when nothing more is at hand, told how it ended. */
@Timeout(30)
class WritingTest {
    private final ManualEngine engine = new ManualEngine();
    private final AtomicReference<Receiver<Long>> api = new AtomicReference<>();

    private Source<Long> pushed() {
        return Source.pausable(api::set, () -> {}, () -> {});
    }

    private void push(int many) {
        Flows.longs(0, many).forEach(api.get());
        engine.runAll();
    }

    /** Takes two items and then has no room until it is drained. */
    private static final class Socket {
        final List<Long> written = new ArrayList<>();
        final List<Runnable> handlers = new ArrayList<>();
        private int room = 2;

        boolean write(long item) {
            written.add(item);
            return --room > 0;
        }

        void onDrain(Runnable handler) {
            handlers.add(handler);
        }

        void drain() {
            room = 2;
            handlers.getFirst().run();
        }
    }

    @Test
    void writing_toAnApiThatIsFull_waitsForItsDrain() {
        Socket socket = new Socket();
        Flows.Counted counted = new Flows.Counted();
        var run = counted.source(7)
                .to(Sink.writing(socket::write, socket::onDrain))
                .on(engine)
                .start();
        engine.runAll();
        for (int written = 2; written <= 6; written += 2) {
            assertThat(socket.written).hasSize(written);
            assertThat(counted.pulled).hasValue(written);
            socket.drain();
            engine.runAll();
        }
        assertThat(Flows.result(run)).isEqualTo(7);
        assertThat(socket.written).isEqualTo(Flows.longs(0, 7));
        assertThat(socket.handlers).hasSize(1);
    }

    @Test
    void writing_thatThrowsOrIsCancelled_closesTheSource() {
        Flows.Counted counted = new Flows.Counted();
        assertThatThrownBy(() -> counted.source(7)
                        .run(Sink.writing(
                                item -> {
                                    throw new IllegalStateException("write");
                                },
                                handler -> {})))
                .hasMessageContaining("stage 'writing-")
                .hasRootCauseMessage("write");
        assertThat(counted.closed).hasValue(1);
        assertThatThrownBy(() -> Source.of(1L).run(Sink.writing(item -> true, handler -> {
                    throw new IllegalStateException("onDrain");
                })))
                .hasRootCauseMessage("onDrain");
        Socket socket = new Socket();
        Flows.Counted full = new Flows.Counted();
        var run = full.source(7)
                .to(Sink.writing(socket::write, socket::onDrain))
                .on(engine)
                .start();
        engine.runAll();
        run.cancel("enough");
        engine.runAll();
        assertThat(Flows.failure(run)).isInstanceOf(FlowCancelledException.class);
        assertThat(full.closed).hasValue(1);
        socket.drain();
        engine.runAll();
        assertThat(socket.written).hasSize(2);
    }

    /** Remembers what is done to it. */
    private static class Log implements Writer<Long, String> {
        final StringBuilder told = new StringBuilder();
        Runnable drained = () -> {};
        boolean room = true;
        Consumer<Throwable> breaks = cause -> {};
        boolean broken;

        @Override
        public void open(Runnable whenDrained, Consumer<Throwable> whenBroken) {
            drained = whenDrained;
            breaks = whenBroken;
            told.append('o');
        }

        @Override
        public boolean write(Long item) {
            told.append('w');
            return room;
        }

        @Override
        public void flush() {
            told.append('f');
            if (broken) {
                throw new IllegalStateException("flush");
            }
        }

        @Override
        public String finish() {
            return told.append('e').toString();
        }

        @Override
        public void abort(Ending ending) {
            told.append('a');
        }
    }

    @Test
    void writer_whenNothingMoreIsAtHandOrItIsFull_isFlushed() {
        Log log = new Log();
        var run = pushed().to(Sink.writing(() -> log)).on(engine).start();
        engine.runAll();
        assertThat(log.told).hasToString("o");
        push(3);
        engine.runAll();
        assertThat(log.told).hasToString("owwwf");
        log.room = false;
        push(2);
        assertThat(log.told).hasToString("owwwfwf");
        log.drained.run();
        engine.runAll();
        assertThat(log.told).hasToString("owwwfwfwf");
        api.get().end();
        engine.runAll();
        assertThat(Flows.result(run)).isEqualTo("owwwfwfwfe");
    }

    @Test
    void writer_whoseFlushThrows_failsTheFlow() {
        Log log = new Log();
        log.broken = true;
        var run = pushed().to(Sink.writing(() -> log)).on(engine).start();
        engine.runAll();
        push(1);
        assertThat(Flows.failure(run)).hasRootCauseMessage("flush");
        assertThat(log.told).hasToString("owfa");
    }

    // An API that breaks between two items, or while it is full, fails the flow with its reason, and is not flushed.
    @Test
    void writer_thatTellsItIsBroken_failsTheFlowWithItsReason() {
        Log log = new Log();
        log.room = false;
        var run = pushed().to(Sink.writing(() -> log)).on(engine).start();
        engine.runAll();
        push(2);
        assertThat(log.told).hasToString("owf");
        log.breaks.accept(new IllegalStateException("gone"));
        engine.runAll();
        assertThat(Flows.failure(run)).hasRootCauseMessage("gone");
        assertThat(log.told).hasToString("owfa");
        Flows.assertQuiet(run);
    }

    // One that cannot even be closed after a cancel is logged: the flow ends as it was cancelled.
    @Test
    void writer_whoseAbortThrows_doesNotChangeTheEnding() {
        Log log = new Log() {
            @Override
            public void abort(Ending ending) {
                throw new IllegalStateException("abort");
            }
        };
        var run = pushed().to(Sink.writing(() -> log)).on(engine).start();
        engine.runAll();
        run.cancel("enough");
        engine.runAll();
        assertThat(Flows.failure(run))
                .isInstanceOf(FlowCancelledException.class)
                .hasMessageContaining("enough");
    }

    // T10: any number of full answers are undone by one drain, wherever that comes.
    @Test
    void writing_toAnApiThatIsFullAgainAndAgain_goesOnAtEachDrain() {
        List<Long> written = new ArrayList<>();
        AtomicReference<Runnable> drained = new AtomicReference<>();
        var run = Source.range(0, 5)
                .to(Sink.writing(
                        n -> {
                            written.add(n);
                            if (n < 3) {
                                drained.get().run();
                            }
                            return false;
                        },
                        drained::set))
                .on(engine)
                .start();
        engine.runAll();
        assertThat(written).containsExactly(0L, 1L, 2L, 3L);
        drained.get().run();
        engine.runAll();
        assertThat(written).hasSize(5);
        drained.get().run();
        engine.runAll();
        assertThat(Flows.result(run)).isEqualTo(5);
    }

    // T11: it neither fails nor saves up room.
    @Test
    void onDrain_whileThereIsRoom_changesNothing() {
        Socket socket = new Socket();
        var run = pushed().to(Sink.writing(socket::write, socket::onDrain))
                .on(engine)
                .start();
        engine.runAll();
        for (int i = 0; i < 3; i++) {
            socket.handlers.getFirst().run();
            engine.runAll();
        }
        push(4);
        assertThat(socket.written).hasSize(2);
        socket.drain();
        engine.runAll();
        assertThat(socket.written).hasSize(4);
        run.cancel("enough");
        engine.runAll();
        Flows.assertQuiet(run);
    }
}
