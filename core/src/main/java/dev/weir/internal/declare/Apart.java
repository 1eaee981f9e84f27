package dev.weir.internal.declare;

import dev.weir.Capacity;
import dev.weir.internal.stage.Buffer;

/**
 * Keeps code that may be suspended in the middle of an item out of an island in which somebody waits for its turn: two of
 * them wait on one stack, and the upper one, whose turn has not come, would keep the lower one from going on.
 */
public final class Apart {
    private static final Capacity LINK = Capacity.items(1);

    private Apart() {}

    /** This outlet, behind a link of one place if what stands before it in the same island may be suspended. */
    public static Port ifSuspended(Port port) {
        return suspends(port.spec()) ? Spec.of(new Buffer<>(LINK), port).outlet(0) : port;
    }

    private static boolean suspends(Spec spec) {
        if (spec.operator().cut().after()) {
            return false; // an island of its own
        }
        return spec.operator().suspends()
                || (!spec.operator().cut().before()
                        && spec.inputs().stream().anyMatch(input -> suspends(input.spec())));
    }
}
