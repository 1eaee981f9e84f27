package dev.weir.testkit.load;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Requests that come whether or not those before them were served (an open loop), at times that are left to chance (a Poisson
 * process). Of a client that is refused its {@link Comeback} says what it does.
 */
public final class Traffic {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Timeline time;
    private final Target target;
    private final Comeback comeback;
    private final Curve curve;

    /**
     * From clients that give up when they are refused.
     *
     * @param time in which they come
     * @param target whom they ask
     */
    public Traffic(Timeline time, Target target) {
        this(time, target, Comeback.never());
    }

    /**
     * From clients that come back, for two minutes at the most.
     *
     * @param time in which they come
     * @param target whom they ask
     * @param comeback what those do who are refused
     */
    public Traffic(Timeline time, Target target, Comeback comeback) {
        this.time = time;
        this.target = target;
        this.comeback = comeback;
        curve = new Curve(time);
    }

    /**
     * What came of it in each second.
     *
     * @return it, which grows
     */
    public Curve curve() {
        return curve;
    }

    /**
     * Runs for a while with one kind of request.
     *
     * @param kind what is asked for
     * @param perSecond how many come a second
     * @param during for how long
     * @return what came of those who came in that time; it is whole when all of them have had their answer
     */
    public Seen run(Kind kind, double perSecond, Duration during) {
        Seen seen = come(kind, perSecond, during);
        time.pass(during);
        return seen;
    }

    /**
     * Runs for a while with several kinds.
     *
     * @param perSecond how many of each kind come a second
     * @param during for how long
     * @return what came of each kind
     */
    public Map<Kind, Seen> run(Map<Kind, Double> perSecond, Duration during) {
        Map<Kind, Seen> seen = new LinkedHashMap<>();
        perSecond.forEach((kind, rate) -> seen.put(kind, come(kind, rate, during)));
        time.pass(during);
        return seen;
    }

    private Seen come(Kind kind, double perSecond, Duration during) {
        Seen seen = new Seen();
        next(new Stream(kind, seen, 1e9 / perSecond, time.nanoTime() + during.toNanos()));
        return seen;
    }

    private record Stream(Kind kind, Seen seen, double gap, long end) {}

    private void next(Stream stream) {
        long gap = (long) (stream.gap() * time.random().nextExponential());
        if (time.nanoTime() + gap < stream.end()) {
            time.in(gap, () -> {
                next(stream);
                new Request(stream).first();
            });
        }
    }

    private final class Request implements Target.Caller {
        private final Stream stream;
        private final long since = time.nanoTime();
        private int refused;
        private long asked; // when, the last time

        private Request(Stream stream) {
            this.stream = stream;
        }

        private void first() {
            stream.seen().countAsked();
            curve.asked();
            ask();
        }

        private void ask() {
            asked = time.nanoTime();
            stream.seen().countAttempt(refused == 1);
            curve.attempt();
            target.take(new Asking(stream.kind(), refused), this);
        }

        @Override
        public void served() {
            long after = time.nanoTime() - since;
            boolean useful = after <= stream.kind().useful().toNanos();
            stream.seen().countServed(after / 1e9, useful, refused == 1);
            curve.served(useful);
        }

        @Override
        public void refused(long hint, boolean mayRetry) {
            stream.seen().countRefused(asked == time.nanoTime());
            curve.refused();
            refused++;
            long back = comeback.after(time.random(), refused, mayRetry ? hint : Comeback.NEVER);
            if (back < 0 || time.nanoTime() + back - since > PATIENCE.toNanos()) {
                stream.seen().countGaveUp();
            } else {
                time.in(back, this::ask);
            }
        }
    }
}
