package dev.weir.internal.engine;

import dev.weir.internal.compile.Code;
import dev.weir.internal.compile.Compiler;
import dev.weir.internal.compile.Op;
import dev.weir.internal.compile.Range;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * How much the steps behind a source are used, in all runs of a pipeline: when it is worth it, a loop of their own is
 * written for them, on another thread, and used from then on. It goes when its pipeline goes; there are never many more
 * than {@value #MOST} of them.
 *
 * <p>The system property {@code weir.compile} is {@code off} for those who want none, and {@code now} has each be written
 * before its first item, which is for tests.
 */
final class Heat {
    private static final System.Logger LOG = System.getLogger("dev.weir");
    private static final String MODE = "weir.compile";
    private static final int HOT = 100_000;
    private static final int MOST = 512;
    private static final Set<WeakReference<Code>> WRITTEN = ConcurrentHashMap.newKeySet(); // about MOST at most

    private final List<Op> ops;
    private final boolean now;
    private final AtomicBoolean asked = new AtomicBoolean();
    private int moved; // by many threads; it does not matter if some are not counted
    private volatile @Nullable Code code;
    private volatile boolean ofRange;

    private Heat(List<Op> ops, boolean now) {
        this.ops = ops;
        this.now = now;
    }

    /** Of these steps; null if there is nothing to write. */
    static @Nullable Heat of(List<Op> ops) {
        String mode = System.getProperty(MODE, "auto");
        return ops.isEmpty() || mode.equals("off") ? null : new Heat(List.copyOf(ops), mode.equals("now"));
    }

    /** The loop for a run whose items come from this; null: there is none yet. */
    @Nullable
    HotLoop loop(Pull<?> pull, Inlet<?> first, Island island) {
        boolean range = pull instanceof Range;
        if (now && asked.compareAndSet(false, true)) {
            write(range);
        }
        Code written = code;
        return written == null || ofRange != range ? null : HotLoop.of(written, ops, pull, first, island);
    }

    /** So many more items went this way, in a run that pulls from this. */
    void moved(int items, Pull<?> pull) {
        if (becomesHot(items)) {
            boolean range = pull instanceof Range;
            VirtualThreadEngine.INSTANCE.execute(() -> writeIfPossible(range));
        }
    }

    /** Whether so many more make it worth a loop; answers true once. */
    boolean becomesHot(int items) {
        moved += items;
        return moved > HOT && !asked.get() && asked.compareAndSet(false, true);
    }

    /** Nobody waits for another one here: a run in a simulation would be taken to block. */
    private void write(boolean range) {
        WRITTEN.removeIf(gone -> gone.get() == null);
        if (WRITTEN.size() < MOST) { // about: several may write at once
            Code written = Compiler.compile(ops, range);
            WRITTEN.add(new WeakReference<>(written));
            ofRange = range;
            code = written;
        }
    }

    /** Without a loop the steps do the same: what keeps it from being written here, keeps nobody from his items. */
    private void writeIfPossible(boolean range) {
        try {
            write(range);
        } catch (RuntimeException | LinkageError e) {
            LOG.log(System.Logger.Level.WARNING, "no loop could be written for " + ops + "; its steps are used", e);
        }
    }
}
