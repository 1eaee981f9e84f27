package dev.weir.internal.engine;

import dev.weir.internal.compile.Code;
import dev.weir.internal.compile.Compiler;
import dev.weir.internal.compile.Op;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * How much steps are used, and their loop. All pipelines that are made of the same {@link Ingredients} share one, so it does not
 * matter whether a pipeline is declared once or each time that it runs. When they have moved enough items together, the
 * loop is written, on another thread, and used from then on.
 *
 * <p>Those that have moved more than {@value #WARM} items are known, some {@value #MOST} at most, and some {@value #MOST_LOOPS}
 * of them have a loop; one of which a function's class is gone makes room.
 */
final class Recipe {
    private static final System.Logger LOG = System.getLogger("dev.weir");
    private static final int WARM = 1_000;
    private static final int HOT = 100_000;
    private static final int MOST = 4096;
    private static final int MOST_LOOPS = 512;
    private static final Map<Ingredients, Recipe> KNOWN = new ConcurrentHashMap<>(); // about MOST at most

    /**
     * How many items went through steps that are not known so far: those that share a place become warm together, a little
     * early. Written by many threads; it does not matter if some are not counted.
     */
    private static final int[] WARMTH = new int[MOST];

    private final boolean range;
    private final AtomicBoolean asked = new AtomicBoolean();
    private int moved; // by many threads; it does not matter if some are not counted
    private volatile @Nullable Code code;

    Recipe(boolean range) {
        this.range = range;
    }

    /** That of these steps, if it is known. */
    static @Nullable Recipe known(Ingredients made) {
        return KNOWN.get(made);
    }

    /** The same; it is known from now on. If there is no more room, it is one that nobody shares and that is never written. */
    static Recipe of(Ingredients made) {
        Recipe known = KNOWN.get(made);
        if (known != null) {
            return known;
        }
        Recipe recipe = new Recipe(made.range());
        if (KNOWN.size() >= MOST) {
            KNOWN.keySet().removeIf(Ingredients::areGone);
        }
        if (KNOWN.size() >= MOST) { // about: several may come at once
            recipe.asked.set(true);
            return recipe;
        }
        Recipe before = KNOWN.putIfAbsent(made.kept(), recipe);
        return before == null ? recipe : before;
    }

    /** The same, once more than a little went that way: so many more items did. Null: it is not worth to be known so far. */
    static @Nullable Recipe warmed(Ingredients made, int items) {
        Recipe known = KNOWN.get(made);
        if (known != null) {
            return known;
        }
        int place = made.hashCode() & (WARMTH.length - 1);
        WARMTH[place] += items;
        if (WARMTH[place] <= WARM) {
            return null;
        }
        WARMTH[place] = 0; // if there is no room, it is looked for again after as many
        return of(made);
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
        KNOWN.keySet().removeIf(Ingredients::areGone);
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
