package dev.weir.internal.declare;

import dev.weir.Capacity;
import dev.weir.internal.stage.Buffer;
import dev.weir.internal.stage.Stage;

/**
 * Keeps what takes items of its own accord out of the island in which its turn is waited for: it would begin before that.
 * Of code that is suspended in the middle of an item, two would then wait on one stack, and the upper one, whose turn has
 * not come, would keep the lower one from going on.
 */
public final class Apart {
    private static final Capacity LINK = Capacity.items(1);

    private Apart() {}

    /** This outlet, behind a link of one place if what stands before it in the same island takes items ahead. */
    public static Port ifAhead(Port port) {
        return takesAhead(port.spec()) ? Spec.of(new Buffer<>(LINK), port).outlet(0) : port;
    }

    private static boolean takesAhead(Spec spec) {
        Stage stage = (Stage) spec.operator();
        if (stage.cut().after()) {
            return false; // an island of its own
        }
        return stage.takesAhead()
                || (!stage.cut().before() && spec.inputs().stream().anyMatch(input -> takesAhead(input.spec())));
    }
}
