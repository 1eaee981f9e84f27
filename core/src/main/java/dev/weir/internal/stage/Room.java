package dev.weir.internal.stage;

import dev.weir.Ending;
import dev.weir.HubReading;
import dev.weir.internal.engine.Ages;
import dev.weir.internal.engine.Basin;
import dev.weir.internal.engine.Island;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the members of a hub share. An item is given to all listeners at once, when each that must be waited for has room;
 * until then its speaker stands in line with it, and no other item is given.
 *
 * <p>All state is guarded by this object's lock; under it, the locks of the listeners' basins are taken, never the other
 * way round. No user code but weighers runs under it: what listeners drop is let go afterwards.
 */
public final class Room<T> {
    private final String name;
    private final boolean waitsForListeners;
    private final int keeps;
    private final Set<Speaker<T>> speakers = new LinkedHashSet<>();
    private final List<Listener<T>> listeners = new ArrayList<>();
    private final Deque<Speaker<T>> line = new ArrayDeque<>();
    private final Deque<T> kept = new ArrayDeque<>();
    private final Set<Basin<T, T>> losers = new LinkedHashSet<>(0);
    private long in;
    private long unheard;
    private boolean closed;

    /** A room without members that keeps so many items for those who come later. */
    public Room(String name, boolean waitsForListeners, int keeps) {
        this.name = name;
        this.waitsForListeners = waitsForListeners;
        this.keeps = keeps;
    }

    /** One that gets items: where it holds them, and how it is cut off. */
    interface Listener<T> {
        Basin<T, T> basin();

        void cut(Throwable cause);
    }

    /** One that gives items, and the one that it cannot give yet. */
    static final class Speaker<T> {
        private final Island island;
        private final LongSupplier clock;
        private @Nullable T waiting;
        private long since;

        Speaker(Island island, LongSupplier clock) {
            this.island = island;
            this.clock = clock;
        }
    }

    String name() {
        return name;
    }

    // ---- speakers

    synchronized void enter(Speaker<T> speaker) {
        speakers.add(speaker);
    }

    /** Gives an item. False: it waits in line, and the speaker is woken when it was given. */
    boolean give(Speaker<T> speaker, T item) {
        boolean given;
        List<Basin<T, T>> losers;
        synchronized (this) {
            speaker.waiting = item;
            line.add(speaker);
            serveLine();
            given = speaker.waiting == null;
            speaker.since = given ? 0 : speaker.clock.getAsLong();
            losers = losers();
        }
        losers.forEach(Basin::tellAndLeave);
        return given;
    }

    synchronized boolean waits(Speaker<T> speaker) {
        return speaker.waiting != null;
    }

    /** For how long it has waited; zero if it does not. */
    synchronized Duration waited(Speaker<T> speaker) {
        return speaker.waiting == null ? Duration.ZERO : Ages.since(speaker.since, speaker.clock.getAsLong());
    }

    /** The speaker is done; answers the item that it could not give, if any. */
    synchronized @Nullable T leave(Speaker<T> speaker) {
        speakers.remove(speaker);
        line.remove(speaker);
        T left = speaker.waiting;
        speaker.waiting = null;
        return left;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    // ---- listeners

    void join(Listener<T> listener) {
        List<Basin<T, T>> losers;
        synchronized (this) {
            listeners.add(listener);
            int tooMany = Math.max(0, kept.size() - listener.basin().capacity());
            kept.stream().skip(tooMany).forEach(item -> put(listener, item));
            if (closed) {
                listener.basin().end(Ending.DONE);
            }
            serveLine();
            losers = losers();
        }
        losers.forEach(Basin::tellAndLeave);
    }

    void leave(Listener<T> listener) {
        synchronized (this) {
            listeners.remove(listener);
        }
        serve();
    }

    /** A listener has room again. */
    void serve() {
        List<Basin<T, T>> losers;
        synchronized (this) {
            serveLine();
            losers = losers();
        }
        losers.forEach(Basin::tellAndLeave);
    }

    private List<Basin<T, T>> losers() {
        if (losers.isEmpty()) {
            return List.of();
        }
        List<Basin<T, T>> all = List.copyOf(losers);
        losers.clear();
        return all;
    }

    private void serveLine() {
        while (!line.isEmpty() && mayGive()) {
            Speaker<T> first = line.remove();
            T item = first.waiting;
            first.waiting = null;
            if (item != null) {
                giveToAll(item);
            }
            first.island.wake();
        }
    }

    private boolean mayGive() {
        if (closed || (listeners.isEmpty() && waitsForListeners)) {
            return false;
        }
        boolean room = true;
        for (Listener<T> listener : listeners) {
            room &= listener.basin().cancelled() != null || listener.basin().room();
        }
        return room;
    }

    private void giveToAll(T item) {
        in++;
        unheard += listeners.isEmpty() && keeps == 0 ? 1 : 0;
        for (Listener<T> listener : List.copyOf(listeners)) {
            put(listener, item);
        }
        if (keeps > 0) {
            kept.add(item);
            if (kept.size() > keeps) {
                kept.remove();
            }
        }
    }

    private void put(Listener<T> listener, T item) {
        try {
            if (listener.basin().putBeforeTelling(item)) {
                lost(listener.basin());
            }
        } catch (Throwable t) {
            lost(listener.basin());
            listeners.remove(listener);
            listener.cut(t);
        }
    }

    /** Its run is not over before its users are told. */
    private void lost(Basin<T, T> basin) {
        if (losers.add(basin)) {
            basin.enterToTell();
        }
    }

    // ---- both

    /** Ends it for all. */
    public void close() {
        List<Speaker<T>> all;
        synchronized (this) {
            closed = true;
            listeners.forEach(listener -> listener.basin().end(Ending.DONE));
            all = List.copyOf(speakers);
            kept.clear();
        }
        all.forEach(speaker -> speaker.island.wake()); // also those that rest: they look no more by themselves
    }

    /** Its members and its book. */
    public synchronized HubReading reading() {
        return new HubReading(speakers.size(), listeners.size(), in, unheard);
    }
}
