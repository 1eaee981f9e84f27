package dev.weir.internal.stage;

import dev.weir.Ending;
import dev.weir.Producing;
import dev.weir.Receiver;
import org.jspecify.annotations.Nullable;

/**
 * {@code pausable}: stands between the flow and an API that calls back, and tells the API to pause and to go on.
 *
 * <p>{@code full} is what the flow said last, {@code paused} what the API was told last. A push and what comes of it
 * are one step under the lock, and so is a resume, which looks again whether there is room: so {@code full} is right
 * even if an item and the room for it cross. The API is told outside of the lock, as it may have one of its own.
 *
 * <p>A pause cannot wait: it is told by whoever pushed, before the push returns. A resume can: if somebody tells the
 * API something just then, that thread tells this too when it is done. So a resume never overtakes a pause. A pause may
 * overtake a resume that has not returned in another thread, and come to nothing; then the next item that comes in
 * spite of it has the API told again.
 */
final class Pausing<T> implements Receiver<T>, Producing {
    private final Receiver<T> out;
    private final Runnable pause;
    private final Runnable resume;
    private boolean full; // guarded by this
    private boolean paused; // guarded by this
    private boolean over; // guarded by this
    private int pausing; // guarded by this
    private @Nullable Thread resuming; // guarded by this
    private boolean crossed; // guarded by this

    Pausing(Receiver<T> out, Runnable pause, Runnable resume) {
        this.out = out;
        this.pause = pause;
        this.resume = resume;
    }

    // ---- from the API

    @Override
    public boolean push(T item) {
        boolean room;
        synchronized (this) {
            room = out.push(item);
            full = !room;
        }
        try {
            pauseIfFull();
        } catch (Throwable t) {
            fail(t);
        }
        return room;
    }

    @Override
    public int room() {
        return out.room();
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

    /** The API has ended: nothing more is told to it. */
    private synchronized void leave() {
        over = true;
    }

    // ---- from the flow

    @Override
    public void resume() {
        synchronized (this) {
            full = out.room() == 0; // if so, there will be another resume
        }
        resumeIfRoom();
    }

    /** There is no other way to make the API stop. */
    @Override
    public void stop(Ending reason) {
        synchronized (this) {
            full = true;
        }
        pauseIfFull();
    }

    // ---- to the API

    private void pauseIfFull() {
        if (!beginToPause()) {
            return;
        }
        try {
            pause.run();
        } finally {
            paused();
        }
        resumeIfRoom();
    }

    private synchronized boolean beginToPause() {
        if (over || !full || (paused && !crossed)) {
            return false;
        }
        paused = true;
        pausing++;
        crossed = resuming != null && resuming != Thread.currentThread();
        return true;
    }

    private synchronized void paused() {
        pausing--;
    }

    private void resumeIfRoom() {
        while (beginToResume()) {
            try {
                resume.run();
            } finally {
                resumed();
            }
        }
    }

    private synchronized boolean beginToResume() {
        if (over || full || !paused || pausing > 0 || resuming != null) {
            return false; // whoever is telling it something looks again
        }
        paused = false;
        resuming = Thread.currentThread();
        return true;
    }

    private synchronized void resumed() {
        resuming = null;
    }
}
