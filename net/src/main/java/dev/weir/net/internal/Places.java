package dev.weir.net.internal;

import dev.weir.Pause;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How many there may be, how many there are, and who has paused the door. Whoever frees a place, or lets go of a pause, is
 * told whether that opens the door.
 */
public final class Places {
    private final int most;
    private final Set<Hold> pauses = ConcurrentHashMap.newKeySet();
    private int taken; // guarded by this
    private volatile @Nullable Runnable opened;

    Places(int most) {
        this.most = most;
    }

    /** What is run whenever the door may be open again; from any thread. */
    void whenOpened(Runnable told) {
        opened = told;
    }

    /** How many places are taken. */
    public synchronized int taken() {
        return taken;
    }

    /** Takes a place for somebody who has come through the door, and who holds it. */
    synchronized Place take() {
        taken++;
        return new Place();
    }

    /** Whether one more may come in. */
    synchronized boolean isOpen() {
        return taken < most && pauses.isEmpty();
    }

    /** Keeps the door shut until this, and all others, let go. */
    public Pause pause(String holder) {
        Hold hold = new Hold(holder);
        synchronized (this) {
            pauses.add(hold);
        }
        return hold;
    }

    /**
     * Waits until all places are free; an interrupt ends that, and stays set.
     *
     * @param deadline when to stop waiting, by {@link System#nanoTime}
     * @return whether all are free
     */
    public synchronized boolean awaitEmpty(long deadline) {
        try {
            while (taken > 0) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void tell() {
        Runnable told = opened;
        if (told != null && isOpen()) {
            told.run();
        }
    }

    /** A place that is free when all who hold it have let go: the connection, and what works for it. Any thread. */
    public final class Place {
        private int holders = 1; // guarded by the places

        /** One more holds it. If it was free already, it is taken again, whether there is room or not: work is counted. */
        public void hold() {
            synchronized (Places.this) {
                if (holders++ == 0) {
                    taken++;
                }
            }
        }

        /** One of those who hold it lets go. */
        public void letGo() {
            synchronized (Places.this) {
                if (--holders > 0) {
                    return;
                }
                taken--;
                Places.this.notifyAll();
            }
            tell();
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
