package dev.weir.internal.declare;

import dev.weir.internal.stage.Typed;
import dev.weir.plan.Operator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A declared stage and what feeds it: what a {@code Source} or {@code Sink} carries until a plan is made. Immutable and
 * shared freely; each use of an outlet in a plan makes a stage of its own.
 */
public final class Spec {
    private final Operator operator;
    private final @Nullable String name;
    private final List<Port> inputs;
    private final @Nullable Function<Spec, List<Spec>> sides;
    private final int row;

    private Spec(
            Operator operator, @Nullable String name, List<Port> inputs, @Nullable Function<Spec, List<Spec>> sides) {
        this.operator = operator;
        this.name = name;
        this.inputs = inputs;
        this.sides = sides;
        int inlets = operator.inlets();
        if (inputs.size() != inlets) {
            throw new IllegalArgumentException(
                    operator.kind() + " has " + inlets + " inlets but " + inputs.size() + " were joined");
        }
        this.row = sides == null ? row(operator, inputs) : 0;
    }

    /** A stage and what feeds it. */
    public Spec(Operator operator, @Nullable String name, List<Port> inputs) {
        this(operator, name, List.copyOf(inputs), null);
    }

    /** A stage without a name. */
    public static Spec of(Operator operator, Port... inputs) {
        return new Spec(operator, null, List.of(inputs), null);
    }

    private static int row(Operator operator, List<Port> inputs) {
        if (inputs.size() > 1 || operator.outlets() > 1 || operator instanceof Typed<?>) {
            return 0;
        }
        int before = inputs.isEmpty() ? 0 : inputs.getFirst().spec().row;
        boolean goesOn = inputs.isEmpty() || before > 0;
        return goesOn && before < PlanBuilder.FUSED_AT_MOST ? before + 1 : 0;
    }

    /**
     * How many stages there are from the source to this one, if they stand in a row and nothing about that can be wrong: a
     * plan of them need not be made to know that it can run. 0: it is not so, or not known.
     */
    public int row() {
        return row;
    }

    /** What the stage declares of itself. */
    public Operator operator() {
        return operator;
    }

    /** The name given to it; null: none. */
    public @Nullable String name() {
        return name;
    }

    /** What feeds each of its inlets. */
    public List<Port> inputs() {
        return inputs;
    }

    /** What feeds the only inlet. */
    Spec before() {
        return inputs.getFirst().spec();
    }

    /** Makes the side sinks of a copy of it; null: it has none. */
    @Nullable
    Function<Spec, List<Spec>> sides() {
        return sides;
    }

    /** The same stage under a name. */
    public Spec named(String other) {
        return new Spec(operator, other, inputs, sides);
    }

    /** The same stage with side sinks: where some of its outlets end that nothing else joins. */
    public Spec with(Function<Spec, List<Spec>> sideSinks) {
        return new Spec(operator, name, inputs, sideSinks);
    }

    /** Its outlet of this number. */
    public Port outlet(int number) {
        return new Port(this, number);
    }

    @Override
    public String toString() {
        return name == null ? operator.kind() : name;
    }
}
