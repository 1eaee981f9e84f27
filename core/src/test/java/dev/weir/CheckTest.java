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
                .hasMessageContaining("'concat-3' takes those of 'broadcast-1' one after the other")
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
}
