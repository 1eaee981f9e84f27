package dev.weir.http.internal.overload;

import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a client knows of one origin, and which requests it holds: it says which may be sent now, which wait, in their order,
 * and which are refused here. Time and chance are given to it. Not for several threads: its owner has a lock.
 *
 * <p>What follows from a call is added to a list of what is to be run when the lock is free again.
 */
public final class OriginLimiter {
    private static final int PARTS = 64; // routes and tenants that are remembered
    private static final long THROTTLED = 1_000_000_000;
    private static final Pace[] NONE = {};

    private final AdaptiveThrottle throttle;
    private final TimedRetryBudget budget;
    private final RandomGenerator random;
    private final Places places;
    private final Pace whole = new Pace();
    private final Lru<Pace> routes = new Lru<>(PARTS);
    private final Lru<Pace> tenants = new Lru<>(PARTS);
    private final Set<Ask> line = new LinkedHashSet<>();
    private final TreeSet<Ask> ending =
            new TreeSet<>(Comparator.<Ask>comparingLong(ask -> ask.deadline).thenComparingLong(ask -> ask.number));
    private long asked;

    /**
     * One that knows nothing.
     *
     * @param throttle what refuses by chance
     * @param budget what retries may spend
     * @param random the chance
     * @param places how many may be held, here and at other origins
     */
    public OriginLimiter(AdaptiveThrottle throttle, TimedRetryBudget budget, RandomGenerator random, Places places) {
        this.throttle = throttle;
        this.budget = budget;
        this.random = random;
        this.places = places;
    }

    /**
     * A request comes for the first time.
     *
     * @param ask the request
     * @param now nanoseconds
     * @param then what is to be run
     */
    public void first(Ask ask, long now, List<Runnable> then) {
        ask.number = asked++;
        ask.paces = new Pace[] {whole, routes.get(ask.route, Pace::new), tenants.get(ask.tenant, Pace::new)};
        long at = behind(ask, now);
        if (at == now) {
            send(ask, now, then);
        } else if (at - ask.limit > 0) {
            refuse(ask, LocalReason.Kind.RETRY_AFTER, at - now, now, then);
        } else if (!hold(ask, now)) {
            refuse(ask, LocalReason.Kind.HELD, at - now, now, then);
        }
    }

    /**
     * An attempt was answered, or failed. If it could be sent once more, it is, if there is a time for that which its caller
     * waits for, a place where it can wait, and a token for it.
     *
     * @param ask the request
     * @param verdict what came of it
     * @param repeatable whether it could be sent once more
     * @param failures how often it was sent
     * @param now nanoseconds
     * @return whether it will be; it is held until then
     */
    public boolean answered(Ask ask, Verdict verdict, boolean repeatable, int failures, long now) {
        ending.remove(ask);
        throttle.requested(now); // not before: what is under way has not been refused
        if (verdict.kind() != Verdict.Kind.REFUSED) {
            throttle.accepted(now);
            for (Pace each : ask.paces) {
                each.accepted(now, ask.sentAt);
            }
        }
        Promise promise = verdict.promise();
        if (promise == null) {
            return repeatable && again(ask, now + Backoff.nanos(failures, random), false, now);
        }
        Pace pace = ask.of(verdict.scope());
        long at = now + (promise.exact() ? promise.nanos() : jittered(promise.nanos()));
        pace.refused(now, ask.sentAt, at, promise.exact(), verdict.status());
        boolean again = repeatable && again(ask, at, promise.exact(), now);
        if (!again && promise.exact() && verdict.mayReturn()) {
            pace.offer(at);
        }
        return again;
    }

    /** Those who were told the same do not come at the same time. */
    private long jittered(long nanos) {
        return (long) (nanos * (1 + 0.5 * random.nextDouble()));
    }

    private boolean again(Ask ask, long notBefore, boolean placed, long now) {
        long at = placed ? notBefore : now + Math.max(notBefore - now, behind(ask, now) - now);
        if (at - ask.limit > 0 || !places.free() || !budget.spend(now)) {
            return false;
        }
        ask.retry = true;
        ask.placed = placed;
        ask.notBefore = notBefore;
        return hold(ask, now);
    }

    /**
     * Time has passed, or something was answered: those held who may be sent are sent, those who cannot wait any more are
     * refused, and those whose deadline has passed are told.
     *
     * @param now nanoseconds
     * @param then what is to be run
     * @return in how many nanoseconds this must be called again; {@link Long#MAX_VALUE}: there is nothing to wait for
     */
    public long pass(long now, List<Runnable> then) {
        long soonest = Long.MAX_VALUE;
        while (!ending.isEmpty() && ending.first().deadline - now <= 0) {
            Ask late = ending.removeFirst();
            then.add(late::late);
        }
        if (!ending.isEmpty()) {
            soonest = ending.first().deadline - now;
        }
        for (Iterator<Ask> asks = line.iterator(); asks.hasNext(); ) {
            Ask ask = asks.next();
            long wait = at(ask, now) - now;
            long left = ask.limit - now;
            if (wait == 0) {
                asks.remove();
                leave(ask);
                send(ask, now, then);
            } else if (wait > left) {
                asks.remove();
                leave(ask);
                refuse(ask, LocalReason.Kind.RETRY_AFTER, wait, now, then);
            } else {
                soonest = Math.min(soonest, wait);
            }
        }
        return soonest;
    }

    /**
     * Nobody waits for a request any more.
     *
     * @param ask the request
     */
    public void withdraw(Ask ask) {
        ending.remove(ask);
        if (line.remove(ask)) {
            leave(ask);
        }
    }

    /**
     * How many requests it holds.
     *
     * @return the number
     */
    public int held() {
        return line.size();
    }

    private void send(Ask ask, long now, List<Runnable> then) {
        if (!ask.retry) {
            double refusing = throttle.probability(now);
            if (refusing > 0 && random.nextDouble() < refusing) {
                throttle.requested(now);
                refuse(ask, LocalReason.Kind.THROTTLED, THROTTLED, now, then);
                return;
            }
            budget.earn(now);
        }
        if (!ask.placed) {
            for (Pace each : ask.paces) {
                each.take(now);
            }
        }
        ask.sentAt = now;
        if (ask.ends) {
            ending.add(ask);
        }
        then.add(ask::go);
    }

    private void refuse(Ask ask, LocalReason.Kind kind, long nanos, long now, List<Runnable> then) {
        Pace latest = latest(ask, now);
        int status = kind == LocalReason.Kind.THROTTLED || latest == null ? 503 : latest.status();
        LocalReason why = new LocalReason(kind, status, nanos);
        then.add(() -> ask.refused(why));
    }

    private @Nullable Pace latest(Ask ask, long now) {
        Pace latest = null;
        for (Pace each : ask.paces) {
            if (each.at(now) != now && (latest == null || each.at(now) - latest.at(now) > 0)) {
                latest = each;
            }
        }
        return latest;
    }

    private boolean hold(Ask ask, long now) {
        if (!places.take()) {
            return false;
        }
        line.add(ask);
        for (Pace each : ask.retry ? NONE : ask.paces) {
            each.waiting++;
            each.heldBack(now);
        }
        return true;
    }

    private void leave(Ask ask) {
        places.giveBack();
        for (Pace each : ask.retry ? NONE : ask.paces) {
            each.waiting--;
        }
    }

    /** When it may be sent, if it is its turn. */
    private static long at(Ask ask, long now) {
        long wait = ask.retry ? Math.max(0, ask.notBefore - now) : 0;
        for (Pace each : ask.placed ? NONE : ask.paces) {
            wait = Math.max(wait, each.at(now) - now);
        }
        return now + wait;
    }

    /** When it could be sent, behind those who wait already. */
    private static long behind(Ask ask, long now) {
        long wait = 0;
        for (Pace each : ask.paces) {
            wait = Math.max(wait, each.behind(now) - now);
        }
        return now + wait;
    }
}
