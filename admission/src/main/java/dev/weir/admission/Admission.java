package dev.weir.admission;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides at an edge, for whole requests: admits what will be served in time, refuses the rest at once and says when to
 * come back. It needs nothing but to be told when work enters and ends. Any thread may use it; a decision costs a short
 * lock.
 *
 * <pre>{@code
 * try (var permit = admission.enter()) { // waits for its turn; throws RefusedException at once if that were too late
 *     return service.call();
 * }
 * }</pre>
 *
 * <p>How much may be in service is measured ({@link ThroughputCurve}); what is more waits here, where who matters more can
 * go first, and who has gone costs nothing. Work is let in or let wait if what is ahead of it will have been drained, at the
 * rate at which work leaves ({@link DrainRate}), before it must be its turn. It needs no guess of a time without load, and
 * no probes. A {@link Route} names the stages on its way; work is refused if any of these is saturated, and told which.
 */
public final class Admission {
    /** What the service as a whole is called. */
    static final String SERVICE = "service";

    private static final long LEAST_ALARM = 1_000_000;

    private final Ticker ticker;
    private final Alarm alarm;
    private final Limit whole = new Limit(Stage.named(SERVICE));
    private final Routes routes = new Routes(this, whole);
    private final Room room = new Room(routes.all());
    private final Trace trace = new Trace();
    private final Tally tally = new Tally();
    private final Judge judge;
    private final Route all;
    private AdmissionSettings settings;
    private boolean closed;
    private final Told told = new Told();
    private boolean alarmSet;
    private long alarmAt;

    private Admission(AdmissionSettings settings, Ticker ticker, Alarm alarm) {
        this.settings = settings;
        this.ticker = ticker;
        this.alarm = alarm;
        judge = new Judge(settings, new Shares(), whole);
        whole.cap(settings.most());
        all = routes.add("all");
    }

    /**
     * An admission that measures what the service can do, with the usual settings.
     *
     * @return it, to be used or changed
     */
    public static Admission adaptive() {
        return of(AdmissionSettings.usual());
    }

    /**
     * An admission that measures what the service can do.
     *
     * @param settings what it is told
     * @return the admission
     */
    public static Admission of(AdmissionSettings settings) {
        return new Admission(settings, Ticker.system(), Alarm.system());
    }

    /**
     * The same settings with another longest wait; begins anew.
     *
     * @param wait how long a request may wait for its turn, more than 0
     * @return another admission
     */
    public Admission maxWait(Duration wait) {
        return new Admission(settings().maxWait(wait), ticker, alarm);
    }

    /**
     * The same settings with another most; begins anew.
     *
     * @param requests the most that may be in service, whatever is measured, at least 1
     * @return another admission
     */
    public Admission most(int requests) {
        return new Admission(settings().most(requests), ticker, alarm);
    }

    /**
     * The same settings with room for so many to wait; begins anew.
     *
     * @param requests how many, at least 0
     * @return another admission
     */
    public Admission waiting(int requests) {
        return new Admission(settings().waiting(requests), ticker, alarm);
    }

    /**
     * The same settings on another clock; begins anew.
     *
     * @param clock tells the time
     * @return another admission
     */
    public Admission clock(Ticker clock) {
        return clock(clock, alarm);
    }

    /**
     * The same settings on another clock, with its own alarms; begins anew.
     *
     * @param clock tells the time
     * @param by calls when it is time
     * @return another admission
     */
    public Admission clock(Ticker clock, Alarm by) {
        return new Admission(settings(), clock, by);
    }

    /**
     * Changes the settings while it runs; what it has measured stays, and so do those who wait.
     *
     * @param told what it is told from now on
     */
    public void tune(AdmissionSettings told) {
        Waiting decided;
        synchronized (this) {
            settings = Objects.requireNonNull(told);
            judge.settings(told);
            whole.cap(told.most());
            turns(ticker.nanoTime()); // there may be more room
            decided = this.told.take();
        }
        Told.tell(decided);
    }

    /**
     * What it was told.
     *
     * @return the settings
     */
    public synchronized AdmissionSettings settings() {
        return settings;
    }

    /**
     * A way through the service.
     *
     * @param name what it is called; each has another name
     * @param stages the places on its way that can be short of room; a stage of the same name is the same to all routes
     * @return the route, to be kept and used for all work on it
     */
    public synchronized Route route(String name, Stage... stages) {
        return routes.add(name, stages);
    }

    // ---- asking, on the route of all that have none

    /**
     * Asks for work of which nothing is known; waits for its turn.
     *
     * @return a permit, to be closed when the work has ended
     * @throws RefusedException if it would not be served in time, at once; or, having waited, is not
     * @throws InterruptedException if the thread is interrupted while it waits; nothing is held then
     */
    public Permit enter() throws InterruptedException {
        return all.enter();
    }

    /**
     * Asks for work; waits for its turn.
     *
     * @param work what is known of it
     * @return a permit, to be closed when the work has ended
     * @throws RefusedException if it would not be served in time, at once; or, having waited, is not
     * @throws InterruptedException if the thread is interrupted while it waits; nothing is held then
     */
    public Permit enter(Work work) throws InterruptedException {
        return all.enter(work);
    }

    /**
     * Asks for work, and tells somebody when it is its turn, or that it is refused. Never blocks.
     *
     * @param work what is known of it
     * @param told called once, on this thread before this comes back, or later on any thread; must not block
     * @return what is let wait, so that it can give up
     */
    public Waiting enter(Work work, Consumer<? super Decision> told) {
        return all.enter(work, told);
    }

    /**
     * Asks for work of which nothing is known, that waits for its turn in the service itself, if it must. Never blocks.
     *
     * @return a permit, to be closed when the work has ended, or a refusal
     */
    public Decision tryEnter() {
        return all.tryEnter(Work.normal());
    }

    /**
     * Asks for work that waits for its turn in the service itself, if it must. Never blocks.
     *
     * @param work what is known of it
     * @return a permit, to be closed when the work has ended, or a refusal
     */
    public Decision tryEnter(Work work) {
        return all.tryEnter(work);
    }

    /**
     * The route of all work that names none.
     *
     * @return the route, called "all"
     */
    public Route everything() {
        return all;
    }

    // ---- the decision

    synchronized Decision tryEnter(Route route, Work work) {
        long now = ticker.nanoTime();
        Refusal.Reason reason = judged(route, work, now);
        if (reason == null && whole.inside() >= settings.most()) {
            reason = Refusal.Reason.FULL;
        } else if (reason == null && route.sinks()) {
            reason = Refusal.Reason.TOO_LATE;
        }
        if (reason != null) {
            Decision refused = refuse(route, work, reason, now);
            if (!settings.shadow()) {
                return refused;
            }
        }
        return begin(route, work, route.cost(), now);
    }

    Waiting enter(Route route, Work work, Consumer<? super Decision> toTell) {
        Waiting waiting = new Waiting(this, route, work, toTell);
        Waiting decided;
        synchronized (this) {
            long now = ticker.nanoTime();
            waiting.cost = route.cost();
            waiting.since = now;
            decide(waiting, now);
            decided = told.take();
        }
        Told.tell(decided);
        return waiting;
    }

    private void decide(Waiting waiting, long now) {
        Work work = waiting.work;
        Refusal.Reason reason = judged(waiting.route, work, now);
        if (settings.shadow()) {
            if (reason != null) {
                refuse(waiting.route, work, reason, now);
            }
            told.add(waiting, begin(waiting.route, work, waiting.cost, now));
        } else if (reason != null) {
            told.add(waiting, refuse(waiting.route, work, reason, now));
        } else if (waiting.route.hasRoom() || work.criticality() == Criticality.ALWAYS) {
            told.add(waiting, begin(waiting.route, work, waiting.cost, now));
        } else {
            waitsOrDisplaces(waiting, now);
        }
    }

    private Refusal.@Nullable Reason judged(Route route, Work work, long now) {
        judge.arrived(route, work, now);
        judge.judge(route, work, now);
        return closed ? Refusal.Reason.CLOSED : judge.reason;
    }

    private Permit begin(Route route, Work work, double cost, long now) {
        Permit permit = new Permit(this, route, cost, now);
        tally.admitted(whole.inside());
        judge.admitted(work, cost, now);
        trace.add(route, work, Decided.Outcome.ADMITTED, judge, room.size(), now);
        return permit;
    }

    private Decision refuse(Route route, Work work, Refusal.Reason reason, long now) {
        tally.refused(reason);
        trace.add(route, work, Decided.Outcome.of(reason), judge, room.size(), now);
        Limit limit = judge.limit;
        long hint = reason == Refusal.Reason.CLOSED
                ? 0
                : limit.appointments.next(now, judge.perSecond, work.canWaitNanos());
        boolean full = reason == Refusal.Reason.FULL;
        var numbers =
                new Refusal.Numbers(full, limit.inside(), room.size(), judge.perSecond, judge.wait, judge.canWait);
        return new Decision.Refused(
                new Refusal(reason, limit.stage(), null, numbers, hint, limit.appointments.seconds()));
    }

    /** There may be room to wait, be it that of somebody who matters less. */
    private void waitsOrDisplaces(Waiting waiting, long now) {
        boolean crowded = room.size() >= settings.waiting();
        Waiting least = crowded ? room.least(waiting.work.criticality()) : null;
        if (crowded && least == null) {
            judge.blame(waiting.route.withoutRoom(judge.limit), now);
            told.add(waiting, refuse(waiting.route, waiting.work, Refusal.Reason.FULL, now));
            return;
        }
        waits(waiting, now);
        if (least != null) {
            sendAway(least, Refusal.Reason.DISPLACED, now);
        }
    }

    private void waits(Waiting waiting, long now) {
        Route route = waiting.route;
        double longest = judge.maxWait(route);
        waiting.at(route.withoutRoom(judge.limit));
        waiting.promised = (long) judge.wait;
        waiting.latest = now + (long) Math.clamp(waiting.work.canWaitNanos() - route.serviceNanos(), 1.0, longest);
        room.add(waiting);
        trace.add(route, waiting.work, Decided.Outcome.WAITS, judge, room.size(), now);
        setAlarm(waiting.latest, now);
    }

    // ---- turns

    void ended(Permit permit, boolean done) {
        Waiting decided;
        synchronized (this) {
            long now = ticker.nanoTime();
            if (!permit.end(done, now)) {
                return;
            }
            turns(now);
            decided = told.take();
        }
        Told.tell(decided);
    }

    /** Whose turn it is now begins; whose time is over goes. */
    private void turns(long now) {
        if (room.size() == 0) {
            return;
        }
        long brief = (long) (judge.maxWait(all) / 10);
        for (Waiting next = room.next(now, brief); next != null; next = room.next(now, brief)) {
            if (next.latest - now < 0) {
                sendAway(next, Refusal.Reason.EXPIRED, now);
            } else {
                sendAwayOvertaken(next, brief, now);
                room.remove(next);
                letIn(next, now);
            }
        }
    }

    /** Where a queue stands, who is overtaken once is overtaken until its time is over: so it is over now. */
    private void sendAwayOvertaken(Waiting next, long brief, long now) {
        Waiting overtaken = room.overtaken(next, now, brief);
        while (overtaken != null && judge.stands(overtaken, now)) {
            overtaken.latest = now;
            sendAway(overtaken, Refusal.Reason.EXPIRED, now);
            overtaken = room.overtaken(next, now, brief);
        }
    }

    private void letIn(Waiting waiting, long now) {
        judge.turn(waiting, now);
        told.add(waiting, begin(waiting.route, waiting.work, waiting.cost, now));
    }

    /** It waits no more. */
    private void sendAway(Waiting waiting, Refusal.Reason why, long now) {
        room.remove(waiting);
        judge.turn(waiting, now);
        told.add(waiting, refuse(waiting.route, waiting.work, why, now));
    }

    /** Unless nothing has ended yet where there is no room: then nothing is known of it, and nobody is refused for that. */
    private void expire(Waiting waiting, long now) {
        boolean wanted = now - waiting.since < waiting.work.canWaitNanos();
        if (wanted && waiting.route.mayHaveRoom() && whole.inside() < settings.most()) {
            room.remove(waiting);
            letIn(waiting, now);
        } else {
            sendAway(waiting, Refusal.Reason.EXPIRED, now);
        }
    }

    boolean cancel(Waiting waiting) {
        synchronized (this) {
            if (!waiting.waits) {
                return false;
            }
            room.remove(waiting);
            tally.gaveUp();
            return true;
        }
    }

    private void setAlarm(long at, long now) {
        if (!alarmSet || at - alarmAt < 0) {
            alarmSet = true;
            alarmAt = at;
            alarm.in(Math.max(LEAST_ALARM, at - now), () -> rings(at));
        }
    }

    private void rings(long at) {
        Waiting decided;
        synchronized (this) {
            if (!alarmSet || at != alarmAt) {
                return; // another was set for an earlier time, and rings again
            }
            alarmSet = false;
            long now = ticker.nanoTime();
            room.expired(now).forEach(gone -> expire(gone, now));
            turns(now);
            if (room.size() > 0) {
                setAlarm(now + room.nextExpiry(now), now);
            }
            decided = told.take();
        }
        Told.tell(decided);
    }

    // ---- its end, and what it tells

    /** Lets nothing new in: all that asks, and all that waits, is refused. What is in service goes on. Never blocks. */
    public void close() {
        Waiting decided;
        synchronized (this) {
            closed = true;
            long now = ticker.nanoTime();
            room.all().forEach(each -> sendAway(each, Refusal.Reason.CLOSED, now));
            decided = told.take();
        }
        Told.tell(decided);
    }

    /**
     * What it knows and has done. Never blocks.
     *
     * @return the reading
     */
    public synchronized AdmissionReading read() {
        long now = ticker.nanoTime();
        List<StageReading> stages = new ArrayList<>();
        long kept = 0;
        long broken = 0;
        for (Limit limit : routes.limits()) {
            stages.add(limit.read(now));
            kept += limit.appointments.kept();
            broken += limit.appointments.broken();
        }
        return new AdmissionReading(
                whole.inside(),
                tally.peak(),
                whole.most(),
                room.size(),
                whole.useful(),
                whole.measured(now),
                tally.admitted(),
                tally.refused(),
                tally.reasons(),
                tally.gaveUps(),
                kept,
                broken,
                List.copyOf(stages));
    }

    synchronized double service(Route route) {
        return route.serviceNanos();
    }

    /**
     * The last decisions, about a thousand of them, the oldest first, and what each was made from.
     *
     * @return what was decided
     */
    public synchronized List<Decided> trace() {
        return trace.read(ticker.nanoTime());
    }
}
