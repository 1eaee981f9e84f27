package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.plan.IllegalPlanException;
import dev.weir.plan.Plan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An inner flow that is only a source is run without anything around it; it does all that one with a stage does. */
@Timeout(20)
class InnerFlowsTest {
    private final ManualEngine engine = new ManualEngine();
    private final List<Object> seen = new ArrayList<>();

    /** What is put behind the source of an inner flow. */
    interface Behind extends Function<Source<Long>, Source<Long>> {}

    static Stream<Behind> behind() {
        return Stream.of(source -> source, source -> source.map(n -> n));
    }

    private Source<Long> numbers(long most) {
        return Source.from(LongStream.range(0, most).boxed().onClose(() -> seen.add("closed")));
    }

    @ParameterizedTest
    @MethodSource("behind")
    void flow_whoseSourceFails_tellsItsName(Behind behind) {
        Iterable<Long> broken = () -> {
            throw new IllegalStateException("broken");
        };
        assertThatThrownBy(() -> Source.of(1)
                        .flatMap(n -> behind.apply(Source.from(broken)))
                        .count())
                .isInstanceOfSatisfying(
                        FlowFailedException.class,
                        failed -> assertThat(failed.stage()).isEqualTo("from-0"))
                .hasRootCauseMessage("broken");
        assertThatThrownBy(() -> Source.of(1)
                        .flatMap(n -> behind.apply(Source.<Long>from(broken).named("mine")))
                        .count())
                .isInstanceOfSatisfying(
                        FlowFailedException.class,
                        failed -> assertThat(failed.stage()).isEqualTo("mine"));
    }

    @ParameterizedTest
    @MethodSource("behind")
    void flow_ofWhichNoMoreIsWanted_isClosed(Behind behind) {
        assertThat(Source.of(1, 2)
                        .flatMap(n -> behind.apply(numbers(5)))
                        .limit(7)
                        .toList())
                .containsExactly(0L, 1L, 2L, 3L, 4L, 0L, 1L);
        assertThat(seen).containsExactly("closed", "closed");
    }

    @ParameterizedTest
    @MethodSource("behind")
    void flow_thatIsHeldBack_goesOnWhenThereIsRoom(Behind behind) {
        Pipeline<List<Long>> all = Source.of(1, 2)
                .flatMap(n -> behind.apply(numbers(50)))
                .buffer(1)
                .to(Sink.toList());
        Running<List<Long>> run = all.on(engine).start();
        engine.runAll();
        assertThat(run.join()).hasSize(100).startsWith(0L, 1L).endsWith(48L, 49L);
        assertThat(seen).containsExactly("closed", "closed");
        Flows.assertLedger(run);
    }

    @ParameterizedTest
    @MethodSource("behind")
    void flow_thatIsCancelledInTheMiddle_isClosed(Behind behind) {
        Flows.Gate<Long> gate = new Flows.Gate<>();
        Running<List<Long>> run = Source.of(1, 2)
                .flatMap(n -> behind.apply(numbers(50)))
                .to(gate.sink())
                .on(engine)
                .start();
        engine.runAll();
        assertThat(run.ended()).isFalse();
        run.cancel("enough");
        engine.runAll();
        assertThat(Flows.failure(run)).hasMessage("enough");
        assertThat(seen).containsExactly("closed");
    }

    /** A drain is for a flow that stands for a source, and not for one of an item that is in. */
    @ParameterizedTest
    @MethodSource("behind")
    void drain_inTheMiddle_endsOnlyWhatStandsForASource(Behind behind) throws Exception {
        assertThat(drained(Source.of(1).flatMap(n -> behind.apply(numbers(50)))))
                .isEqualTo(50);
        assertThat(drained(Source.<Long>from(List.of(1L))
                        .<Long>map(n -> {
                            throw new IllegalStateException("broken");
                        })
                        .recover(cause -> behind.apply(numbers(50)))))
                .isLessThan(50);
    }

    private int drained(Source<Long> source) throws InterruptedException {
        Flows.Gate<Long> gate = new Flows.Gate<>();
        Running<List<Long>> run = source.to(gate.sink()).on(engine).start();
        engine.runAll();
        assertThat(run.pressure().taken()).isEqualTo(1);
        Thread draining = Thread.ofVirtual().start(() -> run.drain(Flows.LONG));
        Flows.awaitThat("it drains", () -> draining.getState() == Thread.State.WAITING);
        engine.runAll();
        gate.open();
        Flows.awaitThat("over", () -> {
            engine.runAll();
            return run.ended();
        });
        draining.join();
        return run.join().size();
    }

    @Test
    void engine_thatIsALoop_refusesAFlowThatBlocks() {
        Running<Long> run = Source.of(1)
                .flatMap(n -> Source.lines(Path.of("none"), 10))
                .to(Sink.<String>count())
                .on(Engine.loop(Runnable::run))
                .start();
        assertThat(Flows.failure(run)).hasRootCauseInstanceOf(IllegalPlanException.class);
    }

    @ParameterizedTest
    @MethodSource("behind")
    void engine_ofTheUsers_isToCheckEachFlow(Behind behind) {
        List<Plan> checked = new ArrayList<>();
        Running<Long> run = Source.of(1, 2)
                .flatMap(n -> behind.apply(Source.of(n + 0L)))
                .to(Sink.<Long>count())
                .on(new Asked(engine, checked))
                .start();
        engine.runAll();
        assertThat(run.join()).isEqualTo(2);
        assertThat(checked).hasSize(3);
        assertThat(checked.getLast().nodes().getFirst().name()).isEqualTo("of-0");
    }

    /** Knows the plans that it was to check. */
    private record Asked(Engine tasks, List<Plan> plans) implements Engine {
        @Override
        public void check(Plan plan) {
            plans.add(plan);
        }

        @Override
        public void execute(Runnable task) {
            tasks.execute(task);
        }

        @Override
        public void executeBlocking(Runnable task) {
            tasks.executeBlocking(task);
        }

        @Override
        public long nanoTime() {
            return tasks.nanoTime();
        }

        @Override
        public Runnable schedule(long delayNanos, Runnable task) {
            return tasks.schedule(delayNanos, task);
        }

        @Override
        public RandomGenerator random() {
            return tasks.random();
        }
    }
}
