package dev.weir.internal.engine;

import dev.weir.Ending;
import dev.weir.Engine;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts the thread that runs a task, never one that has left it: the flag is taken back when the task leaves the
 * thread, and an interrupt that arrives after that finds nobody.
 */
final class Interrupter {
    private final Engine engine;
    private @Nullable Thread runner;
    private @Nullable Ending because;
    private boolean muted;

    Interrupter(Engine engine) {
        this.engine = engine;
    }

    synchronized void enter() {
        runner = Thread.currentThread();
    }

    synchronized void exit() {
        runner = null;
        takeBack();
    }

    private void takeBack() {
        if (because != null) {
            because = null;
            Thread.interrupted();
        }
    }

    /** From now on it interrupts nobody. For the thread that runs the task. */
    synchronized void mute() {
        muted = true;
        takeBack();
    }

    /** Why it has interrupted the thread that runs the task; null if it has not. */
    synchronized @Nullable Ending because() {
        return because;
    }

    synchronized void interrupt(Ending reason) {
        if (runner != null && !muted) {
            because = reason;
            engine.interrupt(runner);
        }
    }
}
