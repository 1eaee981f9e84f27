package dev.weir.internal.declare;

import dev.weir.plan.IllegalPlanException;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Pieces to be put behind named stages while a plan is made. Who asks for an outlet of such a stage gets that of the piece
 * instead, but for the piece itself.
 */
public final class Inserts {
    private static final Inserts NONE = new Inserts(Map.of());

    private final Map<String, UnaryOperator<Port>> pieces;
    private final Set<Spec> firstOfPieces = Collections.newSetFromMap(new IdentityHashMap<>(0));
    private final Set<String> used = new HashSet<>(0);

    private Inserts(Map<String, UnaryOperator<Port>> pieces) {
        this.pieces = pieces;
    }

    /** No pieces. */
    public static Inserts none() {
        return NONE;
    }

    /** One more. Of several behind one stage, the later is further from it. */
    public Inserts and(String stage, UnaryOperator<Port> piece) {
        Map<String, UnaryOperator<Port>> more = new LinkedHashMap<>(pieces);
        more.merge(stage, piece, (one, other) -> port -> other.apply(one.apply(port)));
        return new Inserts(more);
    }

    /** Whether there are no pieces. */
    public boolean areNone() {
        return pieces.isEmpty();
    }

    /** For one plan. */
    Inserts fresh() {
        return new Inserts(pieces);
    }

    /** What this stage gets when it asks for that outlet. */
    Port behind(Port port, Spec asking) {
        String name = port.spec().name();
        UnaryOperator<Port> piece = name == null ? null : pieces.get(name);
        if (name == null || piece == null || firstOfPieces.contains(asking)) {
            return port;
        }
        used.add(name);
        Port end = piece.apply(port);
        markFirst(end, port);
        return end;
    }

    private void markFirst(Port at, Port begin) {
        if (at.equals(begin)) {
            return;
        }
        for (Port input : at.spec().inputs()) {
            if (input.equals(begin)) {
                firstOfPieces.add(at.spec());
            } else {
                markFirst(input, begin);
            }
        }
    }

    void checkUsed(List<String> names) {
        for (String stage : pieces.keySet()) {
            if (!used.contains(stage)) {
                throw new IllegalPlanException("a piece must stand behind a stage that hands on items but '" + stage
                        + "' is none; those with a name are "
                        + names.stream().distinct().toList());
            }
        }
    }
}
