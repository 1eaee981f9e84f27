package dev.weir.internal.engine;

import dev.weir.internal.compile.Code;
import dev.weir.internal.compile.Compiler;
import dev.weir.internal.compile.Op;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What a loop is made of: the kinds of its steps, the classes of their functions, and that of the stage after them. All pipelines that are made of the same
 * share one, so it does not matter whether a pipeline is declared once or each time that it runs. When they have
 * moved enough items together, the loop is written, on another thread, and used from then on.
 *
 * <p>Some {@value #MOST} are known at most, and some {@value #MOST_LOOPS} of them have a loop; one of which a function's
 * class is gone makes room.
 */
final class Recipe {
    private static final System.Logger LOG = System.getLogger("dev.weir");
    private static final int HOT = 100_000;
    private static final int MOST = 4096;
    private static final int MOST_LOOPS = 512;
    private static final Map<Key, Recipe> KNOWN = new ConcurrentHashMap<>(); // about MOST at most

    private final boolean range;
    private final AtomicBoolean asked = new AtomicBoolean();
    private int moved; // by many threads; it does not matter if some are not counted
    private volatile @Nullable Code code;

    Recipe(boolean range) {
        this.range = range;
    }

    /** Which one it is. */
    private record Key(boolean range, List<Part> parts, Class<?> after) {
        static Key of(List<Op> ops, boolean range, Class<?> after) {
            List<Part> parts = new ArrayList<>(ops.size());
            for (Op op : ops) {
                parts.add(new Part(op));
            }
            return new Key(range, parts, after);
        }

        boolean isGone() {
            return parts.stream().anyMatch(Part::isGone);
        }
    }

    /** A step. That it is known here keeps no class. */
    private static final class Part {
        private final Class<?> kind;
        private final @Nullable WeakReference<Class<?>> type; // of the function; null: it has none
        private final int hash;

        Part(Op op) {
            Object function = op.function();
            kind = op.kind();
            type = function == null ? null : new WeakReference<>(function.getClass());
            hash = 31 * kind.hashCode()
                    + (function == null ? 0 : function.getClass().hashCode());
        }

        boolean isGone() {
            return type != null && type.refersTo(null);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || (other instanceof Part part && kind == part.kind && isOfType(part.type));
        }

        private boolean isOfType(@Nullable WeakReference<Class<?>> others) {
            Class<?> here = type == null ? null : type.get();
            Class<?> there = others == null ? null : others.get();
            return here == there && (here != null || (type == null && others == null)); // what is gone is like nothing
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** That of these steps, behind a range or not, before a stage of this class. If there is no more room, one that nobody shares and that is never written. */
    static Recipe of(List<Op> ops, boolean range, Class<?> after) {
        Key key = Key.of(ops, range, after);
        Recipe known = KNOWN.get(key);
        if (known != null) {
            return known;
        }
        Recipe made = new Recipe(range);
        if (KNOWN.size() >= MOST) {
            KNOWN.keySet().removeIf(Key::isGone);
        }
        if (KNOWN.size() >= MOST) { // about: several may come at once
            made.asked.set(true);
            return made;
        }
        Recipe before = KNOWN.putIfAbsent(key, made);
        return before == null ? made : before;
    }

    /** Its loop; null: there is none yet. */
    @Nullable
    Code code() {
        return code;
    }

    /** So many more items went through steps like these. */
    void moved(int items, List<Op> ops) {
        if (becomesHot(items)) {
            VirtualThreadEngine.INSTANCE.execute(() -> writeIfPossible(ops));
        }
    }

    /** Whether so many more make it worth a loop; answers true once. */
    boolean becomesHot(int items) {
        moved += items;
        return moved > HOT && !asked.get() && asked.compareAndSet(false, true);
    }

    /** Nobody waits for another one here: a run in a simulation would be taken to block. */
    void writeNow(List<Op> ops) {
        if (asked.compareAndSet(false, true)) {
            write(ops);
        }
    }

    private void write(List<Op> ops) {
        KNOWN.keySet().removeIf(Key::isGone);
        long loops =
                KNOWN.values().stream().filter(recipe -> recipe.code != null).count();
        if (loops < MOST_LOOPS) { // about: several may write at once
            code = Compiler.compile(ops, range);
        }
    }

    /** Without a loop the steps do the same: what keeps it from being written here, keeps nobody from his items. */
    private void writeIfPossible(List<Op> ops) {
        try {
            write(ops);
        } catch (RuntimeException | LinkageError e) {
            LOG.log(System.Logger.Level.WARNING, "no loop could be written for " + ops + "; its steps are used", e);
        }
    }
}
