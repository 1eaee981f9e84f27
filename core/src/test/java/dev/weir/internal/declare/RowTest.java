package dev.weir.internal.declare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Capacity;
import dev.weir.internal.stage.Buffer;
import dev.weir.internal.stage.Count;
import dev.weir.internal.stage.Filter;
import dev.weir.internal.stage.Generate;
import dev.weir.internal.stage.Map;
import dev.weir.internal.stage.Merge;
import dev.weir.internal.stage.Pulled;
import dev.weir.internal.stage.Pulls;
import dev.weir.internal.stage.Typed;
import dev.weir.plan.Operator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The plan of stages in a row is the one that is made of any. */
class RowTest {
    private static final Operator MAP = new Map<Long, Long>(n -> n);

    private static Spec source() {
        return Spec.of(new Pulled<>("range", Pulls.range(0, 1)));
    }

    private static Spec generated() {
        return Spec.of(new Generate<Long>(out -> {}, Capacity.DEFAULT));
    }

    private static Spec after(Spec before, Operator stage) {
        return Spec.of(stage, before.outlet(0));
    }

    private static Spec buffered(Spec before) {
        return after(before, new Buffer<>(Capacity.items(2)));
    }

    private static Spec maps(int most) {
        Spec at = source();
        for (int i = 0; i < most; i++) {
            at = after(at, MAP);
        }
        return at;
    }

    static Stream<Spec> rows() {
        return Stream.of(
                source(),
                maps(1),
                maps(5),
                maps(6),
                maps(7),
                maps(20),
                maps(254),
                maps(255),
                maps(600),
                generated(),
                after(generated(), MAP),
                buffered(source()),
                buffered(buffered(generated())),
                after(buffered(after(buffered(maps(2)), MAP)), MAP),
                maps(2).named("x"),
                after(maps(2).named("x"), MAP).named("x"),
                after(maps(2).named("map-3"), MAP),
                after(after(maps(1).named("count-4"), MAP), MAP),
                after(source(), new Filter<Long>(n -> true)).named("range-0"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void plan_ofARow_isLikeThatOfAnyOthers(Spec end) {
        List<Spec> sinks = List.of(after(end, new Count<>()));
        assertThat(PlanBuilder.build(sinks)).isEqualTo(PlanBuilder.walked(sinks, Inserts.none()));
    }

    @Test
    void row_ofWhatMustBeLookedAt_isNone() {
        Spec merged = Spec.of(new Merge<Long>(2, Capacity.DEFAULT), source().outlet(0), source().outlet(0));
        assertThat(merged.row()).isZero();
        assertThat(after(merged, MAP).row()).isZero();
        assertThat(after(source(), new Typed<>("it", Long.class)).row()).isZero();
        assertThat(source().with(own -> List.of()).row()).isZero();
        assertThat(Row.of(merged)).isNull();
        assertThat(maps(255).row()).isEqualTo(256);
        assertThat(maps(256).row()).isZero();
    }
}
