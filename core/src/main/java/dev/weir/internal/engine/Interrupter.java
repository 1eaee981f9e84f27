package dev.weir.internal.engine;

import org.jspecify.annotations.Nullable;

/**
 * Interrupts the thread that runs a task, never one that has left it: the flag is taken back when the task leaves the
 * thread, and an interrupt that arrives after that finds nobody.
 */
final class Interrupter {
    private @Nullable Thread runner;
    private boolean sent;

    synchronized void enter() {
        runner = Thread.currentThread();
    }

    synchronized void exit() {
        runner = null;
        if (sent) {
            sent = false;
            Thread.interrupted();
        }
    }

    synchronized void interrupt() {
        if (runner != null) {
            sent = true;
            runner.interrupt();
        }
    }
}
