package dev.weir.net;

import dev.weir.Pause;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How many there may be, how many there are, and who has paused the door. Whoever frees a place, or lets go of a pause, is
 * told whether that opens the door.
 */
final class Places {
    private final int most;
    private final Set<Hold> pauses = ConcurrentHashMap.newKeySet();
    private int taken; // guarded by this
    private @Nullable Runnable opened;

    Places(int most) {
        this.most = most;
    }

    /** What is run whenever the door may be open again; from any thread. */
    void whenOpened(Runnable told) {
        opened = told;
    }

    synchronized int taken() {
        return taken;
    }

    /** Takes a place for somebody who has come through the door. */
    synchronized void take() {
        taken++;
    }

    /** Gives one back. */
    void free() {
        synchronized (this) {
            taken--;
        }
        tell();
    }

    /** Whether one more may come in. */
    synchronized boolean isOpen() {
        return taken < most && pauses.isEmpty();
    }

    Pause pause(String holder) {
        Hold hold = new Hold(holder);
        synchronized (this) {
            pauses.add(hold);
        }
        return hold;
    }

    private void tell() {
        Runnable told = opened;
        if (told != null && isOpen()) {
            told.run();
        }
    }

    private final class Hold implements Pause {
        private final String holder;

        Hold(String holder) {
            this.holder = holder;
        }

        @Override
        public String holder() {
            return holder;
        }

        @Override
        public void release() {
            if (!pauses.remove(this)) {
                throw new IllegalStateException("a pause must be released once but that of '" + holder
                        + "' was released again; use close() if it may have been");
            }
            tell();
        }

        @Override
        public void close() {
            if (pauses.remove(this)) {
                tell();
            }
        }
    }
}
