package dev.weir.internal.stage;

import dev.weir.Action;
import dev.weir.Ending;
import dev.weir.Producing;
import dev.weir.Receiver;

/**
 * {@code asking}: asks an API for one item at a time while there is room. An answer and what comes of it are one step
 * under the lock; the API is asked outside of it, by one thread at a time: an answer that comes before the question has
 * returned leaves the next one to the thread that asks, so the stack does not grow.
 */
final class Asking<T> implements Receiver<T>, Producing {
    private final Receiver<T> out;
    private final Action<Receiver<T>> ask;
    private boolean room = true; // guarded by this
    private boolean asked; // guarded by this
    private boolean asking; // guarded by this
    private boolean over; // guarded by this

    Asking(Receiver<T> out, Action<Receiver<T>> ask) {
        this.out = out;
        this.ask = ask;
    }

    // ---- from the API

    @Override
    public boolean push(T item) {
        if (answer(item)) {
            askWhileThereIsRoom();
        } else {
            fail(new IllegalStateException("an API that is asked must push one item each time but pushed another one;"
                    + " for one that pushes of its own accord use Source.pausable"));
        }
        return false; // not before it is asked again
    }

    private synchronized boolean answer(T item) {
        if (!asked) {
            return over && !out.push(item); // where it is let go
        }
        asked = false;
        room = out.push(item);
        return true;
    }

    @Override
    public synchronized int room() {
        return asked && !over ? 1 : 0;
    }

    @Override
    public void end() {
        leave();
        out.end();
    }

    @Override
    public void fail(Throwable cause) {
        leave();
        out.fail(cause);
    }

    private synchronized void leave() {
        over = true;
    }

    // ---- from the flow

    @Override
    public void resume() {
        synchronized (this) {
            room = out.room() > 0; // if not, there will be another resume
        }
        askWhileThereIsRoom();
    }

    @Override
    public void stop(Ending reason) {
        leave();
    }

    // ---- to the API

    void askWhileThereIsRoom() {
        while (beginToAsk()) {
            try {
                ask.on(this);
            } catch (Throwable t) {
                fail(t);
            } finally {
                asked();
            }
        }
    }

    private synchronized boolean beginToAsk() {
        if (asking || asked || !room || over) {
            return false; // whoever is asking looks again
        }
        asking = true;
        asked = true;
        return true;
    }

    private synchronized void asked() {
        asking = false;
    }
}
