package dev.weir.admission;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * A way through a service: which stages work on it goes through, and what such work costs, which is measured. Any thread
 * may use it. Made by {@link Admission#route}.
 */
public final class Route {
    private static final double LEAST = 1.0 / 16;
    private static final double MOST = 16;
    private static final int REMEMBERED = 64;

    private final Admission admission;
    private final String name;
    final Limit[] limits; // of its stages, the service as a whole first
    private final Line[] lines; // those who wait, by how much they matter
    private double service; // nanoseconds that work on it takes, as the next ones guarded by the admission
    private long served;

    Route(Admission admission, String name, Limit[] limits) {
        this.admission = admission;
        this.name = name;
        this.limits = limits;
        lines = new Line[Criticality.values().length];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = new Line();
        }
    }

    /**
     * What it is called.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Asks for work of which nothing is known; waits for its turn.
     *
     * @return a permit, to be closed when the work has ended
     * @throws RefusedException if it would not be served in time, at once; or, having waited, is not
     * @throws InterruptedException if the thread is interrupted while it waits; nothing is held then
     */
    public Permit enter() throws InterruptedException {
        return enter(Work.normal());
    }

    /**
     * Asks for work; waits for its turn. Made for virtual threads: it blocks the thread as long as the settings' longest
     * wait at most.
     *
     * @param work what is known of it
     * @return a permit, to be closed when the work has ended
     * @throws RefusedException if it would not be served in time, at once; or, having waited, is not
     * @throws InterruptedException if the thread is interrupted while it waits; nothing is held then
     */
    public Permit enter(Work work) throws InterruptedException {
        Turn turn = new Turn();
        return turn.await(admission.enter(this, work, turn));
    }

    /**
     * Asks for work, and tells somebody when it is its turn, or that it is refused. Never blocks.
     *
     * @param work what is known of it
     * @param told called once, on this thread before this comes back, or later on any thread; must not block
     * @return what is let wait, so that it can give up
     */
    public Waiting enter(Work work, Consumer<? super Decision> told) {
        return admission.enter(this, work, told);
    }

    /**
     * Asks for work that waits for its turn in the service itself, if it must: for services that have their own queue.
     * Never blocks.
     *
     * @param work what is known of it
     * @return a permit, to be closed when the work has ended, or a refusal
     */
    public Decision tryEnter(Work work) {
        return admission.tryEnter(this, work);
    }

    /**
     * How long work on it takes, once it was let in.
     *
     * @return the average of about the last 64; zero while none is known
     */
    public Duration service() {
        return Duration.ofNanos((long) admission.service(this));
    }

    // ---- guarded by the admission

    Limit whole() {
        return limits[0];
    }

    Line line(Criticality criticality) {
        return lines[criticality.rank()];
    }

    boolean hasRoom() {
        for (Limit limit : limits) {
            if (!limit.hasRoom()) {
                return false;
            }
        }
        return true;
    }

    /** A stage without room: this one, or else the first. */
    Limit withoutRoom(Limit preferred) {
        if (!preferred.hasRoom()) {
            return preferred;
        }
        for (Limit limit : limits) {
            if (!limit.hasRoom()) {
                return limit;
            }
        }
        return preferred;
    }

    /** Where there is no room, nothing has ended yet, so that it is not known how much there is. */
    boolean mayHaveRoom() {
        for (Limit limit : limits) {
            if (!limit.hasRoom() && !limit.isUnknown()) {
                return false;
            }
        }
        return true;
    }

    boolean sinks() {
        for (Limit limit : limits) {
            if (limit.sinks()) {
                return true;
            }
        }
        return false;
    }

    /** What its work costs, in what work costs on the average. */
    double cost() {
        double usual = whole().service();
        return service <= 0 || usual <= 0 ? 1 : Math.clamp(service / usual, LEAST, MOST);
    }

    double serviceNanos() {
        return service;
    }

    void took(long nanos) {
        service += (nanos - service) / Math.min(REMEMBERED, ++served);
    }

    @Override
    public String toString() {
        return name;
    }
}
