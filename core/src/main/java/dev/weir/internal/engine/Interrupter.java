package dev.weir.internal.engine;

import dev.weir.Ending;
import dev.weir.Engine;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts the thread that runs a task, never one that has left it: the flag is taken back when the task leaves the
 * thread, and an interrupt that arrives after that finds nobody. Whoever interrupts puts a mark in the place of the
 * thread meanwhile, and the thread does not leave before it is back.
 */
class Interrupter extends Signals {
    private static final Object BUSY = new Object();
    private static final VarHandle RUNNER;

    static {
        try {
            RUNNER = MethodHandles.lookup().findVarHandle(Interrupter.class, "runner", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** What runs the task. */
    final Engine engine;

    private volatile @Nullable Object runner; // a thread, or the mark; null: nobody runs it
    private volatile @Nullable Ending because; // written in the place of the thread, or by it
    private boolean muted; // as above

    Interrupter(Engine engine) {
        this.engine = engine;
    }

    /** The calling thread runs the task now. What it looks at after this, it has seen if it is not interrupted for it. */
    final void enter() {
        runner = Thread.currentThread(); // volatile: pairs with the read in interrupt()
    }

    final void exit() {
        takePlaceOf(Thread.currentThread(), null);
        takeBack();
    }

    @SuppressWarnings("ThreadPriorityCheck") // for some nanoseconds, or until the other one runs
    private void takePlaceOf(Thread me, @Nullable Object by) {
        while (!RUNNER.compareAndSet(this, me, by)) { // somebody interrupts it just now
            Thread.yield(); // who may need this thread's carrier for it
        }
    }

    private void takeBack() {
        if (because != null) {
            because = null;
            Thread.interrupted();
        }
    }

    /** From now on it interrupts nobody. For the thread that runs the task. */
    final void mute() {
        Thread me = Thread.currentThread();
        takePlaceOf(me, BUSY);
        muted = true;
        takeBack();
        runner = me;
    }

    /** Why user code in it was interrupted, so that its failure is not taken for one of its own; null if it was not. */
    @Nullable
    final Ending because() {
        return because;
    }

    /** Interrupts user code that runs in it now, because its work is no longer wanted. */
    public final void interrupt(Ending reason) {
        if (runner instanceof Thread thread && RUNNER.compareAndSet(this, thread, BUSY)) {
            if (!muted) {
                because = reason;
                engine.interrupt(thread);
            }
            runner = thread;
        }
    }
}
