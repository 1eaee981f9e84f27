package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.plan.IllegalPlanException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What cannot run is refused before it starts, with the names and the way out. */
class CheckTest {
    private static final Pipe<String, Integer> DECODER =
            Pipe.typed("decoder", String.class, Integer.class, in -> in.map(Integer::parseInt));
    private static final Pipe<Integer, String> ENCODER =
            Pipe.typed("encoder", Integer.class, String.class, in -> in.map(String::valueOf));

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"}) // what generics cannot see is what this is about
    void encoderAndDecoder_swapped_areRefusedByName() { // T31, T38
        Source source = Source.of("1").typed(String.class);
        assertThatThrownBy(() -> source.through(ENCODER).through(DECODER).to(Sink.ignore()))
                .isInstanceOf(IllegalPlanException.class)
                .hasMessage("what is joined must fit but 'of' gives java.lang.String and 'encoder' takes"
                        + " java.lang.Integer; put what makes the one of the other between them, or swap them");
        assertThat(source.through(DECODER).through(ENCODER).toList())
                .as("both ends are as they were")
                .isEqualTo(List.of("1"));
    }

    // What was said of items holds through stages that only hand them on, and no further than to one that makes others.
    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void type_throughStagesThatKeepItems_isKnown() {
        Source texts = Source.of("1").typed(String.class);
        assertThatThrownBy(
                        () -> texts.buffer(2).filter(n -> true).through(ENCODER).to(Sink.ignore()))
                .isInstanceOf(IllegalPlanException.class)
                .hasMessageContaining("gives java.lang.String and 'encoder' takes java.lang.Integer");
        assertThat(texts.map(text -> 5).through(ENCODER).toList()).isEqualTo(List.of("5"));
        assertThat(Source.merge(texts.limit(0), Source.of(7).typed(Integer.class))
                        .through(ENCODER)
                        .toList())
                .as("of several, it is not known")
                .isEqualTo(List.of("7"));
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void subtype_intoABaseType_isAccepted_andNotTheReverse() { // T32
        Pipe numbers = Pipe.typed("numbers", Number.class, Number.class, in -> in.filter(n -> true));
        Pipe integers = Pipe.typed("integers", Integer.class, Integer.class, in -> in.buffer(3));
        assertThat(Source.of(1)
                        .typed(Integer.class)
                        .through(integers)
                        .through(numbers)
                        .toList())
                .isEqualTo(List.of(1));
        assertThatThrownBy(() -> Source.of(1)
                        .typed(Integer.class)
                        .through(numbers)
                        .through(integers)
                        .toList())
                .hasMessageContaining("'numbers' gives java.lang.Number and 'integers' takes java.lang.Integer");
    }

    @Test
    void types_acrossStagesThatMakeOthers_areNotCompared() {
        assertThat(Source.of(1)
                        .typed(Integer.class)
                        .map(String::valueOf)
                        .typed(String.class)
                        .toList())
                .containsExactly("1");
    }

    @Test
    void branches_takenOneAfterTheOther_areRefused() {
        assertThatThrownBy(() -> Graph.of(graph -> {
                    List<Source<Long>> both = graph.broadcast(Source.range(0, 3), 2);
                    return graph.end(Source.concat(both.get(0), both.get(1).map(n -> -n)), Sink.toList());
                }))
                .isInstanceOf(IllegalPlanException.class)
                .hasMessageContaining(
                        "branches must be taken from side by side but 'concat-3' takes those of 'broadcast-1' one after the other")
                .hasMessageContaining("merge or zip them");
    }

    @Test
    void unbounded_withoutTheWord_cannotBeSaid() { // P5
        assertThatThrownBy(() -> Capacity.items(0)).hasMessageContaining("capacity must be >= 1");
        assertThatThrownBy(() -> Capacity.unbounded(" ")).hasMessageContaining("must say why");
    }

    @Test
    void results_thatMustBeLookedAt_areMarked() { // P12
        assertThat(marked(Entry.class, "offer")).isTrue();
        for (Class<?> type = Source.class; type != Object.class; type = type.getSuperclass()) {
            assertThat(Arrays.stream(type.getDeclaredMethods())
                            .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                            .filter(method ->
                                    List.of(Source.class, Pipeline.class).contains(method.getReturnType())))
                    .as("what declares a flow in %s", type)
                    .allMatch(CheckTest::marked);
        }
        assertThat(marked(Pipeline.class, "start")).isTrue();
        assertThat(marked(Pipe.class, "to")).isTrue();
        assertThat(marked(Sink.class, "count")).isTrue();
    }

    private static boolean marked(Class<?> type, String name) {
        List<Method> methods = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .toList();
        return !methods.isEmpty() && methods.stream().allMatch(CheckTest::marked);
    }

    private static boolean marked(Method method) {
        return method.isAnnotationPresent(CheckReturnValue.class)
                || method.getDeclaringClass().isAnnotationPresent(CheckReturnValue.class);
    }

    // What a named stage hands on goes through the piece, wherever it goes on, and only there.
    @Test
    void after_aStage_putsThePieceBehindIt() {
        Pipe<Long, Long> tens = in -> in.map(n -> n * 10);
        Pipe<Long, Long> plusOne = in -> in.buffer(1).map(n -> n + 1);
        Source<Long> named = Source.range(0, 3).named("numbers");
        Pipeline<List<Long>> flow = Source.concat(named, named.map(n -> -n)).to(Sink.toList());
        assertThat(flow.after("numbers", tens).after("numbers", plusOne).run())
                .containsExactly(1L, 11L, 21L, -1L, -11L, -21L);
        assertThat(flow.run()).as("the flow is as it was").containsExactly(0L, 1L, 2L, 0L, -1L, -2L);
        assertThat(flow.after("numbers", plusOne).links(Capacity.items(3)).bound())
                .isNotEqualTo(flow.bound());
    }

    // A fan-out has it behind each of its outlets, side sinks too.
    @Test
    void after_aFanOut_putsThePieceBehindEachOutlet() {
        List<Long> side = new java.util.ArrayList<>();
        Pipeline<List<Long>> flow = Source.range(0, 3)
                .also(Branch.waiting(Sink.forEach(side::add)))
                .named("both")
                .to(Sink.toList());
        assertThat(flow.after("both", (Pipe<Long, Long>) in -> in.map(n -> n + 5))
                        .run())
                .containsExactly(5L, 6L, 7L);
        assertThat(side).containsExactly(5L, 6L, 7L);
    }

    @Test
    void after_aStageThatIsNotThere_isRefused() {
        Pipeline<Long> flow = Source.range(0, 3).named("numbers").to(Sink.count());
        assertThatThrownBy(() -> flow.after("number", in -> in))
                .isInstanceOf(IllegalPlanException.class)
                .hasMessage("a piece must stand behind a stage that hands on items but 'number' is none; those with a"
                        + " name are [numbers]");
    }
}
