package dev.weir;

import static dev.weir.Flows.assertQuiet;
import static dev.weir.Flows.failure;
import static dev.weir.Flows.longs;
import static dev.weir.Flows.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What has a short form does the same as the long one; and what is asked of a policy is what it says. */
@Timeout(20)
class ShortFormsTest {
    // Pieces joined before they are used are the same as one after the other.
    @Test
    void pipes_joinedByThen_areOneAfterTheOther() {
        Pipe<Long, Long> twice = source -> source.map(n -> 2 * n);
        Pipe<Long, String> text = source -> source.map(n -> "" + n);
        assertThat(Source.range(1, 3).through(twice.then(text)).toList()).containsExactly("2", "4");
        assertThat(Source.range(1, 3).collect(Collectors.summingLong(n -> n))).isEqualTo(3);
    }

    // A buffer that waits when it is full is a buffer.
    @Test
    void buffer_thatWaits_isABuffer() {
        Capacity two = Capacity.items(2);
        assertThat(Source.range(0, 9)
                        .buffer(two, Overflow.WAIT)
                        .to(Sink.count())
                        .plan())
                .hasToString(
                        Source.range(0, 9).buffer(two).to(Sink.count()).plan().toString());
    }

    // A branch with a policy keeps it: the newest that found no room is dropped, and counted.
    @Test
    void branch_withAnOverflow_keepsToIt() {
        ManualEngine engine = new ManualEngine();
        Flows.Gate<Long> gate = new Flows.Gate<>();
        Running<List<List<Long>>> run = Source.range(0, 9)
                .to(Sink.broadcast(Branch.of(Capacity.items(2), Overflow.DROP_NEWEST, gate.sink())))
                .on(engine)
                .start();
        engine.runAll();
        gate.open();
        engine.runAll();
        assertThat(result(run).getFirst()).hasSizeLessThan(9).startsWith(0L);
        assertThat(run.pressure().links().getFirst().dropped()).isPositive();
        assertThatThrownBy(() -> run.pressure().link("nowhere"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("no stage named 'nowhere' holds items; those are [broadcast-1[0]]");
        assertQuiet(run);
    }

    // A producer of one's own is started once, held back by what push answers, and stopped when no more is wanted.
    @Test
    void producer_ofOnesOwn_isHeldBackAndStopped() {
        ManualEngine engine = new ManualEngine();
        StringBuilder told = new StringBuilder();
        Flows.Gate<Long> gate = new Flows.Gate<>();
        Running<List<Long>> run = Source.<Long>pausable(Capacity.items(2), out -> {
                    told.append("start ").append(out.push(0L)).append(' ').append(out.push(1L));
                    return new Producing() {
                        @Override
                        public void resume() {
                            told.append(" resume");
                        }

                        @Override
                        public void stop(Ending reason) {
                            told.append(" stop");
                        }
                    };
                })
                .limit(2)
                .to(gate.sink())
                .on(engine)
                .start();
        engine.runAll();
        assertThat(told).hasToString("start true false resume");
        gate.open();
        engine.runAll();
        assertThat(result(run)).isEqualTo(longs(0, 2));
        assertThat(told.toString()).endsWith(" stop");
    }

    // A stream that was closed gives nothing more.
    @Test
    void stream_afterItsClose_isEmpty() {
        var stream = Source.range(0, 9).asStream();
        Spliterator<Long> items = stream.spliterator();
        assertThat(items.tryAdvance(n -> assertThat(n).isZero())).isTrue();
        stream.close();
        assertThat(items.tryAdvance(n -> {})).isFalse();
    }

    // Nothing is tried again after an error or an interrupt, nor more often than said.
    @Test
    void retry_ofErrorsAndInterrupts_isNever() throws Exception {
        Retry twice = Retry.times(2);
        assertThat(twice.again(new IOException(), 2)).isTrue();
        assertThat(twice.again(new IOException(), 3)).isFalse();
        assertThat(twice.again(new AssertionError(), 1)).isFalse();
        assertThat(twice.again(new InterruptedException(), 1)).isFalse();
    }

    // An interrupt is no failed attempt of an item: it is about the flow.
    @Test
    void attempt_thatIsInterrupted_failsTheFlow() {
        Running<Long> run = Source.range(0, 3)
                .attempt(n -> {
                    throw new InterruptedException("stop");
                })
                .to(Sink.<Object>count())
                .start();
        assertThat(failure(run)).hasRootCauseMessage("stop");
        assertThat(Budget.of(7).most()).isEqualTo(7);
    }
}
