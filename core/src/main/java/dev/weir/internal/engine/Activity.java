package dev.weir.internal.engine;

import dev.weir.Engine;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Where the time of an island goes: one reading of the clock for each activation, none for an item. One thread at a time
 * writes; any thread reads, and reads again if it was written meanwhile: {@code version} is odd then (a sequence lock).
 */
class Activity extends Interrupter {
    private static final VarHandle VERSION;

    static {
        try {
            VERSION = MethodHandles.lookup().findVarHandle(Activity.class, "version", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile int version;
    private long since;
    private boolean running;
    private boolean heldBack;
    private long busyNanos;
    private long starvedNanos;
    private long heldBackNanos;
    private long activations;

    Activity(Engine engine) {
        super(engine);
    }

    /** It runs from now on. */
    final void begins(long now) {
        int writing = beginWriting();
        if (activations++ > 0) {
            addRest(now - since);
        }
        running = true;
        since = now;
        endWriting(writing);
    }

    /** It runs no longer from now on. */
    final void rests(long now, boolean forWantOfRoom) {
        int writing = beginWriting();
        busyNanos += now - since;
        running = false;
        heldBack = forWantOfRoom;
        since = now;
        endWriting(writing);
    }

    private void addRest(long nanos) {
        if (heldBack) {
            heldBackNanos += nanos;
        } else {
            starvedNanos += nanos;
        }
    }

    private int beginWriting() {
        int writing = (int) VERSION.getOpaque(this) + 1; // no other thread writes
        VERSION.setOpaque(this, writing);
        VarHandle.storeStoreFence(); // pairs with the fence in read(): who has seen what follows sees that it is odd
        return writing;
    }

    private void endWriting(int writing) {
        VERSION.setRelease(this, writing + 1); // release: pairs with the acquire in read()
    }

    /** When it last began or came to rest; for its own thread, as is the next one. */
    final long since() {
        return since;
    }

    /** A number that is another after each rest. */
    final int activation() {
        return (int) activations;
    }

    /** How often it has run. */
    final long activations() {
        return read(0).activations;
    }

    /** What it adds up to now, the stretch under way included. */
    final Reading read(long now) {
        while (true) {
            int before = (int) VERSION.getAcquire(this); // acquire: pairs with the release in endWriting()
            Reading reading = glimpse(now);
            VarHandle.loadLoadFence(); // pairs with the fence in beginWriting()
            if ((before & 1) == 0 && before == (int) VERSION.getOpaque(this)) {
                return reading;
            }
            Thread.onSpinWait();
        }
    }

    private Reading glimpse(long now) {
        boolean runs = running;
        boolean held = heldBack;
        long open = activations == 0 ? 0 : now - since;
        return new Reading(
                busyNanos + (runs ? open : 0),
                starvedNanos + (!runs && !held ? open : 0),
                heldBackNanos + (!runs && held ? open : 0),
                activations,
                open,
                runs,
                !runs && held);
    }

    record Reading(
            long busyNanos,
            long starvedNanos,
            long heldBackNanos,
            long activations,
            long sinceNanos,
            boolean running,
            boolean heldBack) {}
}
