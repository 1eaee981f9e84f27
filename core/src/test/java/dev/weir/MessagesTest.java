package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** What is said to those whose functions do not do what they must: the rule and what was there instead. */
@Timeout(30)
class MessagesTest {
    private static DynamicTest fails(Source<?> source, String message) {
        return DynamicTest.dynamicTest(
                message,
                () -> assertThatThrownBy(() -> source.run(Sink.ignore()))
                        .isInstanceOf(FlowFailedException.class)
                        .cause()
                        .hasMessageContaining(message));
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // null is of any type
    private static <T> T nothing() {
        return null;
    }

    @TestFactory
    List<DynamicTest> functions_thatAnswerNull_areNamed() {
        Source<Long> one = Source.of(1L);
        Iterator<Long> nulls =
                Collections.nCopies(1, MessagesTest.<Long>nothing()).iterator();
        return List.of(
                fails(one.mapAsync(1, n -> nothing()), "mapAsync must answer a stage but its function answered null"),
                fails(
                        one.groupBy(1, n -> MessagesTest.<Long>nothing(), (key, group) -> group),
                        "groupBy must have a key but its function answered null"),
                fails(Source.<Long>generate(out -> out.emit(nothing())), "generate must emit items but emitted null"),
                fails(one.<Long>mapMulti((n, out) -> out.emit(nothing())), "an item must be emitted but it was null"),
                fails(one.expand(n -> nulls), "expand must give items but gave null"),
                fails(
                        one.through(in -> in.map(n -> new byte[] {1})).through(Frames.of(() -> nothing())),
                        "a framing must be made but null was"),
                fails(
                        Bytes.read(() -> MessagesTest.<InputStream>nothing(), 8),
                        "a stream must be opened but the function answered null"),
                fails(one.buffer(Capacity.items(1).weighing(10, 10, n -> -1)), "an item must weigh between 0 and 10"));
    }

    @Test
    void reduce_thatAnswersNull_isNamed() {
        assertThatThrownBy(() -> Source.of(1L).run(Sink.reduce(0L, (sum, n) -> nothing())))
                .cause()
                .hasMessage("reduce must answer a value but its function answered null");
    }

    // What wants no more says so to code that goes on emitting.
    @Test
    void emit_afterTheEnd_saysThatNoMoreAreWanted() throws Exception {
        CountDownLatch told = new CountDownLatch(2);
        Source<Long> source = Source.generate(out -> {
            try {
                while (true) {
                    out.emit(1L);
                }
            } catch (FlowCancelledException e) {
                assertThat(e).hasMessage("no more items are wanted");
                told.countDown();
                throw e;
            }
        });
        assertThat(source.<Long>mapMulti((n, out) -> {
                            try {
                                out.emit(n);
                                out.emit(n);
                            } catch (FlowCancelledException e) {
                                told.countDown();
                                throw e;
                            }
                        })
                        .limit(1)
                        .toList())
                .containsExactly(1L);
        Flows.await(told);
    }

    @Test
    void entry_thatIsNotThere_isNamedWithThoseThatAre() {
        try (Running<?> run = Source.<Long>entry("orders", 1).to(Sink.count()).start()) {
            assertThatThrownBy(() -> run.entry("order"))
                    .hasMessage(
                            "no entry is named 'order'; those of this pipeline are [orders], declared by Source.entry");
        }
    }

    @Test
    void listener_thatFailsWhenFull_isRefused() {
        Hub<Long> hub = Hub.named("room");
        assertThatThrownBy(() -> hub.source(Capacity.items(1), Overflow.FAIL))
                .hasMessage("a listener must not fail a hub but its overflow was FAIL; use DETACH");
    }

    @Test
    void inputStream_thatWasClosed_isNotRead() throws Exception {
        InputStream stream = Bytes.asInputStream(Source.from(List.of(new byte[] {1})));
        stream.close();
        assertThatThrownBy(stream::read).hasMessage("a stream must be open to be read but was closed");
    }

    @Test
    void keepAlive_thatMakesNull_isNamed() {
        ManualEngine engine = new ManualEngine();
        Running<?> run = Source.<Long>entry("in", 1)
                .keepAlive(Duration.ofSeconds(1), () -> nothing())
                .to(Sink.ignore())
                .on(engine)
                .start();
        engine.advance(Duration.ofSeconds(2));
        assertThat(Flows.failure(run)).hasStackTraceContaining("keepAlive must make an item but made null");
    }
}
