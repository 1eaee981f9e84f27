package dev.weir.internal.engine;

import dev.weir.internal.compile.Code;
import dev.weir.internal.compile.Op;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much the steps behind a source are used: they share the count and the loop with all that are made of the same code, see
 * {@link Recipe}.
 *
 * <p>The system property {@code weir.compile} is {@code off} for those who want no loops, and {@code now} has each be
 * written before its first item, which is for tests.
 */
final class Heat {
    private static final String MODE = "weir.compile";

    private final List<Op> ops;
    private final @Nullable Object[] functions;
    private final Ingredients made;
    private final boolean now;
    private volatile @Nullable Recipe recipe;

    private Heat(List<Op> ops, boolean range, Class<?> after, boolean now) {
        this.ops = ops;
        this.functions = functions(ops);
        this.made = Ingredients.of(ops, functions, range, after);
        this.now = now;
        this.recipe = Recipe.known(made);
    }

    private static @Nullable Object[] functions(List<Op> ops) {
        @Nullable Object[] functions = new @Nullable Object[ops.size()];
        for (int i = 0; i < functions.length; i++) {
            functions[i] = ops.get(i).function();
        }
        return functions;
    }

    /**
     * Of these steps, which stay as they are, behind a range or something else.
     *
     * @param after the class of the stage after them, or of the last of them, if that is an end
     * @return null if there are to be no loops
     */
    static @Nullable Heat of(List<Op> ops, boolean range, Class<?> after) {
        String mode = System.getProperty(MODE, "auto");
        return mode.equals("off") ? null : new Heat(ops, range, after, mode.equals("now"));
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
        if (warm == null) {
            warm = Recipe.warmed(made, items);
            recipe = warm; // several may find it at once: it is the same one, or one that is never written
        }
        if (warm != null) {
            warm.moved(items, ops);
        }
    }

    private Recipe warm() {
        Recipe known = Recipe.of(made);
        recipe = known; // as above
        return known;
    }
}
