package dev.weir.testkit;

import dev.weir.testkit.Party.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who runs: one thread at a time has the turn. It gives it on when it waits through the engine, or when its task is over
 * and it does not take the next one itself. Who is next is drawn from all that can run; when nothing can, time passes to
 * the next timer. So the order of everything follows from the seed.
 *
 * <p>A thread that is blocked in code that is not weir's keeps the turn until that is found out (see {@link Outside});
 * then the others go on, and it runs beside them until it waits through the engine again.
 */
final class Turns {
    /** After so many turns at one time, each further one takes some: what is always busy does not stop the clock. */
    private static final int TURNS_FOR_NOTHING = 1_000;

    private static final long BUSY_TURN_NANOS = 1_000;

    private final Random chance;
    private final Consumer<Party> runner;
    private final List<Object> ready = new ArrayList<>(); // tasks, and parties that were woken
    private final Deque<Party> whenIdle = new ArrayDeque<>();
    private final Deque<Party> spare = new ArrayDeque<>();
    private final Map<Thread, Party> parties = new LinkedHashMap<>();
    private final Timers timers = new Timers();
    private volatile @Nullable Party holder;
    private volatile long now;
    private volatile long turns;
    private long fingerprint = 1;
    private int outside;
    private long passable;
    private volatile int turnsNow;
    private boolean strayed;
    private boolean closed;
    private @Nullable String stuck;

    /** The calling thread has the first turn. The runner is the body of the threads that run tasks. */
    Turns(long seed, Consumer<Party> runner) {
        this.chance = new Random(seed);
        this.runner = runner;
        this.holder = party(Thread.currentThread());
    }

    private Party party(Thread thread) {
        return parties.computeIfAbsent(thread, Party::new);
    }

    // ---- time

    long now() {
        return now;
    }

    synchronized Timers.Timer schedule(long nanos, Runnable task) {
        Timers.Timer timer = timers.add(now + Math.max(0, nanos), task);
        dispatch();
        return timer;
    }

    synchronized void cancel(Timers.Timer timer) {
        timers.remove(timer);
    }

    synchronized int timers() {
        return timers.size();
    }

    // ---- waiting

    synchronized void execute(Runnable task) {
        ready.add(task);
        dispatch();
    }

    /** The calling thread waits until it is unparked or interrupted. */
    void park(Object blocker) {
        Party me;
        synchronized (this) {
            me = party(Thread.currentThread());
            mustNotBeStuck(me);
            if (me.permit || me.thread.isInterrupted()) {
                me.permit = false;
                return;
            }
            me.blocker = blocker;
            leave(me, State.PARKED);
        }
        await(me);
    }

    /** The calling thread waits until nothing else can run without time passing. */
    void settle() {
        Party me;
        synchronized (this) {
            me = party(Thread.currentThread());
            whenIdle.add(me);
            leave(me, State.READY);
        }
        await(me);
    }

    /** The calling thread has others go first. */
    void letOthersRun() {
        Party me;
        synchronized (this) {
            me = party(Thread.currentThread());
            ready.add(me);
            leave(me, State.READY);
        }
        await(me);
    }

    private void await(Party me) {
        me.awaitTurn(() -> wake(me));
        synchronized (this) {
            mustNotBeStuck(me);
        }
    }

    private void mustNotBeStuck(Party me) {
        if (stuck != null && !me.runsTasks) {
            throw new AssertionError(stuck);
        }
    }

    synchronized void unpark(@Nullable Thread thread) {
        if (thread != null) {
            Party party = party(thread);
            party.permit |= !wake(party);
        }
    }

    synchronized void interrupt(Thread thread) {
        thread.interrupt();
        wake(party(thread));
    }

    /** Wakes it if it is parked. */
    synchronized boolean wake(Party party) {
        if (party.state != State.PARKED) {
            return false;
        }
        party.state = State.READY;
        ready.add(party);
        dispatch();
        return true;
    }

    // ---- who is next

    /** The task of a thread that runs tasks is over. Blocks until there is another one; null: there is none any more. */
    @Nullable
    Runnable next(Party me) {
        Thread.interrupted(); // meant for the task that is over
        synchronized (this) {
            Object next = holder == me && !closed ? choose() : null;
            if (next instanceof Runnable task) {
                return task;
            }
            if (closed) {
                parties.remove(me.thread);
                leave(me, State.READY);
                return null;
            }
            me.task = null;
            spare.push(me);
            if (next != null) {
                give(next);
            } else {
                leave(me, State.READY);
            }
        }
        me.awaitTurn(() -> {});
        Thread.interrupted();
        return me.task;
    }

    private void leave(Party me, State state) {
        me.state = state;
        if (me.outside) {
            me.outside = false;
            outside--;
        }
        if (holder == me) {
            holder = null;
        }
        dispatch();
    }

    private void dispatch() {
        Object next = holder == null && stuck == null ? choose() : null;
        if (next != null) {
            give(next);
        }
    }

    private void give(Object next) {
        Party party = next instanceof Party woken ? woken : runnerFor((Runnable) next);
        holder = party;
        party.giveTurn();
    }

    private Party runnerFor(Runnable task) {
        Party party = spare.poll();
        if (party == null) {
            party = new Party(runner);
            parties.put(party.thread, party);
            party.thread.start();
        }
        party.task = task;
        return party;
    }

    /** A task, or a party; null: nothing can run now. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // written under the lock alone
    private @Nullable Object choose() {
        while (ready.isEmpty()) {
            if (!whenIdle.isEmpty()) {
                return whenIdle.removeLast();
            }
            if (timers.size() == 0 || (outside > 0 && timers.first() > passable)) {
                return null;
            }
            fireNext();
            turnsNow = 0;
        }
        turnsNow++;
        if (turnsNow > TURNS_FOR_NOTHING) {
            now += BUSY_TURN_NANOS;
            while (timers.size() > 0 && timers.first() <= now) {
                fireNext();
            }
        }
        turns++;
        int drawn = chance.nextInt(ready.size());
        fingerprint = fingerprint * 31 + drawn * 17L + ready.size();
        Object next = ready.set(drawn, ready.getLast());
        ready.removeLast();
        return next;
    }

    private void fireNext() {
        List<Timers.Timer> due = timers.next();
        now = Math.max(now, due.getFirst().at());
        due.forEach(timer -> ready.add(timer.task()));
    }

    // ---- for who looks from outside

    /** Whether it has long been turning without having come to rest. */
    boolean isBusy() {
        return turnsNow > TURNS_FOR_NOTHING;
    }

    /** Without the lock, so that looking holds up nobody. */
    long turns() {
        return turns;
    }

    synchronized long fingerprint() {
        return fingerprint;
    }

    synchronized boolean strayed() {
        return strayed;
    }

    /** Without the lock. */
    @Nullable
    Party holder() {
        return holder;
    }

    /** The holder of the turn is blocked outside: the others go on without it. */
    synchronized void leftOutside(Party party, long turnsThen) {
        if (holder == party && turns == turnsThen) {
            if (party.thread.getState() == Thread.State.TERMINATED) {
                parties.remove(party.thread);
            } else {
                strayed = true;
                party.outside = true;
                outside++;
            }
            holder = null;
            dispatch();
        }
    }

    synchronized boolean isAnyOutside() {
        return outside > 0;
    }

    /** As somebody is outside, so much time has passed by the clock on the wall. */
    synchronized void passed(long nanos) {
        if (holder == null && outside > 0) {
            passable = now + nanos;
            now = timers.size() == 0 ? passable : Math.min(passable, timers.first());
            dispatch();
        }
    }

    /** Whether nobody runs, and nothing will by itself. */
    synchronized boolean rests() {
        return holder == null && ready.isEmpty() && timers.size() == 0 && stuck == null && !closed;
    }

    /** Threads of the test that wait for what will not come. */
    synchronized List<Party> waiting() {
        return parties.values().stream()
                .filter(party -> party.state == State.PARKED || party.outside)
                .toList();
    }

    /** Nothing more is to move: those of the test that wait are told why. */
    synchronized void stuck(String why) {
        stuck = why;
        parties.values().stream()
                .filter(party -> !party.runsTasks && party.state != State.RUNS)
                .forEach(Party::giveTurn);
    }

    /** Threads that have nothing to do end. */
    synchronized void close() {
        closed = true;
        spare.forEach(party -> {
            party.task = null;
            party.giveTurn();
        });
        spare.clear();
    }
}
