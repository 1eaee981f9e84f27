package dev.weir.internal.declare;

import dev.weir.plan.Operator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A declared stage and what feeds it: what a {@code Source} or {@code Sink} carries until a plan is made. Immutable and
 * shared freely; each use of an outlet in a plan makes a stage of its own.
 */
public record Spec(
        Operator operator,
        @Nullable String name,
        List<Port> inputs,
        @Nullable Function<Spec, List<Spec>> sides) {
    /** Checks that every inlet is fed. */
    public Spec {
        inputs = List.copyOf(inputs);
        if (inputs.size() != operator.inlets()) {
            throw new IllegalArgumentException(
                    operator.kind() + " has " + operator.inlets() + " inlets but " + inputs.size() + " were joined");
        }
    }

    /** A stage and what feeds it. */
    public Spec(Operator operator, @Nullable String name, List<Port> inputs) {
        this(operator, name, inputs, null);
    }

    /** A stage without a name. */
    public static Spec of(Operator operator, Port... inputs) {
        return new Spec(operator, null, List.of(inputs));
    }

    /** The same stage under a name. */
    public Spec named(String name) {
        return new Spec(operator, name, inputs, sides);
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
    public boolean equals(@Nullable Object other) {
        return this == other; // two declarations alike are two declarations
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return name == null ? operator.kind() : name; // the default would follow the whole chain
    }
}
