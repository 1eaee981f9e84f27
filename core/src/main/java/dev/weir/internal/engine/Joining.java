package dev.weir.internal.engine;

import dev.weir.plan.Edge;
import dev.weir.plan.Node;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is known of a run while its stages are joined, and forgotten when they are. */
final class Joining {
    private final Layout layout;
    private final @Nullable Inlet<?>[] inlets; // of all nodes
    private @Nullable Map<Object, Object> shared; // null: nothing is

    Joining(Layout layout) {
        this.layout = layout;
        this.inlets = new @Nullable Inlet<?>[layout.inlets()];
    }

    /** What stands behind this edge. */
    Inlet<?> inlet(Edge edge) {
        return Objects.requireNonNull(inlets[layout.inlet(edge.to(), edge.inlet())], "the inlet was not given");
    }

    /** Gives a node's inlet of this number. */
    void inlet(Node node, int number, Inlet<?> inlet) {
        inlets[layout.inlet(node.id(), number)] = inlet;
    }

    /** What several stages share: made by the first that asks. */
    Object shared(Object key, Supplier<?> make) {
        Map<Object, Object> known = shared == null ? new HashMap<>(2) : shared;
        shared = known;
        Object thing = known.get(key);
        if (thing == null) {
            thing = make.get();
            known.put(key, thing);
        }
        return thing;
    }
}
