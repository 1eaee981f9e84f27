package dev.weir.internal.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that were woken by one that runs, and follow it on its thread when that comes to rest: no thread is started for
 * them, and what they are to read is in its cache. None waits long for user code that blocks or is slow: the watch gives
 * them to their engines then. One thread adds; that and the watch take.
 */
final class Lane extends Watched {
    private static final VarHandle FIRST;

    static {
        try {
            FIRST = MethodHandles.lookup().findVarHandle(Lane.class, "first", SerialTask.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Watch watch;
    private volatile @Nullable SerialTask first; // most often there is only one
    private volatile @Nullable Queue<SerialTask> others; // each at most once: one that waits is not woken again
    private final Tally turns = new Tally(); // its thread's
    private long turnsThen; // the watch's own

    Lane(Watch watch) {
        this.watch = watch;
    }

    /** The task, which was woken, runs later. */
    void add(SerialTask task) {
        Queue<SerialTask> behind = others;
        if (behind == null || behind.isEmpty()) {
            if (first == null && FIRST.compareAndSet(this, null, task)) {
                watch.lookAt(this);
                return;
            }
        }
        if (behind == null) {
            behind = new ConcurrentLinkedQueue<>(); // tasks, each at most once; no item waits in it
            others = behind;
        }
        behind.add(task);
        watch.lookAt(this);
    }

    /** For the thread of the lane: the one whose turn it is; null if none waits. */
    @Nullable
    SerialTask next() {
        turns.add(1);
        return take();
    }

    private @Nullable SerialTask take() {
        SerialTask task = first;
        if (task != null && FIRST.compareAndSet(this, task, null)) {
            return task;
        }
        Queue<SerialTask> behind = others;
        return behind == null ? null : behind.poll();
    }

    boolean isEmpty() {
        Queue<SerialTask> behind = others;
        return first == null && (behind == null || behind.isEmpty());
    }

    /** If its thread has not come back since the last look, all that wait are given to their engines. */
    @Override
    protected boolean look() {
        long now = turns.get();
        if (now == turnsThen) {
            for (SerialTask task = take(); task != null; task = take()) {
                task.submit();
            }
        }
        turnsThen = now;
        return !isEmpty();
    }
}
