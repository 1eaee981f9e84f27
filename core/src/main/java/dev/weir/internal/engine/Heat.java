package dev.weir.internal.engine;

import dev.weir.internal.compile.Code;
import dev.weir.internal.compile.Op;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much the steps behind a source are used, in all runs of a pipeline. Once it is more than a little, they share the
 * count and the loop with all that are made of the same code: see {@link Recipe}.
 *
 * <p>The system property {@code weir.compile} is {@code off} for those who want no loops, and {@code now} has each be
 * written before its first item, which is for tests.
 */
final class Heat {
    private static final String MODE = "weir.compile";
    private static final int WARM = 1_000;

    private final List<Op> ops;
    private final boolean range;
    private final Class<?> after;
    private final @Nullable Object[] functions;
    private final boolean now;
    private int moved; // by many threads; it does not matter if some are not counted
    private volatile @Nullable Recipe recipe;

    private Heat(List<Op> ops, boolean range, Class<?> after, boolean now) {
        this.ops = ops;
        this.range = range;
        this.after = after;
        this.functions = ops.stream().map(Op::function).toArray();
        this.now = now;
    }

    /** Of these steps, which go on to a stage of this class, behind a range or something else; null if there are to be no loops. */
    static @Nullable Heat of(List<Op> ops, boolean range, Class<?> after) {
        String mode = System.getProperty(MODE, "auto");
        return mode.equals("off") ? null : new Heat(List.copyOf(ops), range, after, mode.equals("now"));
    }

    List<Op> ops() {
        return ops;
    }

    /** What the user has the steps do. */
    @Nullable
    Object[] functions() {
        return functions;
    }

    /** The loop; null: there is none yet. */
    @Nullable
    Code code() {
        if (now && recipe == null) {
            warm().writeNow(ops);
        }
        Recipe warm = recipe;
        return warm == null ? null : warm.code();
    }

    /** The loop for a run whose items come from this; null: there is none yet. */
    @Nullable
    HotLoop loop(Pull<?> pull, Inlet<?> first, Island island) {
        Code code = code();
        return code == null ? null : HotLoop.of(code, ops, functions, pull, first, island);
    }

    /** So many more items went this way. */
    void moved(int items) {
        Recipe warm = recipe;
        if (warm != null) {
            warm.moved(items, ops);
            return;
        }
        moved += items;
        if (moved > WARM) {
            warm().moved(moved, ops);
        }
    }

    private Recipe warm() {
        Recipe known = Recipe.of(ops, range, after);
        recipe = known; // several may find it at once: it is the same one, or one that is never written
        return known;
    }
}
