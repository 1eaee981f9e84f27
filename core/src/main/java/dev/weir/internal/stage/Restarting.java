package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.Restart;
import dev.weir.Retry;
import dev.weir.internal.engine.Alarm;
import dev.weir.internal.engine.Driver;
import dev.weir.internal.engine.Inlet;
import dev.weir.internal.engine.InnerFlow;
import dev.weir.internal.engine.Nanos;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Upstream;
import dev.weir.internal.jfr.RetryEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** {@code restart}: a source that is run again when it fails. */
public record Restarting<T>(InnerFlow inner, Restart policy) implements Nesting {
    @Override
    public String kind() {
        return "restart";
    }

    @Override
    public int inlets() {
        return 0;
    }

    @Override
    public List<Capacity> holds() {
        return inner.plan().nodes().stream()
                .flatMap(node -> node.operator().holds().stream())
                .toList();
    }

    @Override
    public void open(Site site) {
        var running = new Running<T>(site, this);
        site.drive(site.island(), running);
        site.gauge(running.inners);
    }

    private static final class Running<T> implements Driver, Upstream {
        private final Restarting<T> stage;
        private final Site site;
        private final Inlet<T> next;
        private final Inners<T> inners;
        private final Alarm alarm;
        private final Retry waits;
        private final Deque<Long> restarts = new ArrayDeque<>();
        private long due;
        private boolean waiting;
        private int failures;
        private long outBefore;
        private boolean draining;
        private boolean over;

        Running(Site site, Restarting<T> stage) {
            this.stage = stage;
            this.site = site;
            this.next = site.next(0);
            long holds = stage.holds().stream().mapToLong(Capacity::items).sum();
            this.inners = new Inners<>(site, next, holds, true);
            this.alarm = new Alarm(site.engine(), site.island());
            this.waits = Retry.times(0).backoff(stage.policy.first(), stage.policy.longest());
            next.fedBy(this);
        }

        @Override
        public boolean drive() {
            if (over || !inners.idle() || waits() || !next.room()) {
                return false;
            }
            waiting = false;
            outBefore = inners.read().out();
            try {
                inners.run(stage.inner, this::innerEnded);
            } catch (Throwable t) {
                end(site.failure(t));
            }
            return true;
        }

        private boolean waits() {
            boolean early = waiting && alarm.now() - due < 0;
            if (early) {
                alarm.at(due); // if it has gone off too early it is set again
            }
            return early;
        }

        private void innerEnded(Ending how) {
            if (over) {
                return;
            }
            try {
                if (!(how instanceof Ending.Failed failed) || draining || !again(failed.cause())) {
                    end(how);
                    return;
                }
            } catch (Throwable t) {
                end(site.failure(t));
                return;
            }
            RetryEvent.tell(site.name(), String.valueOf(how));
            failures = inners.read().out() > outBefore ? 1 : failures + 1;
            due = alarm.now() + waits.waitNanos(failures, site.engine().random());
            waiting = true;
            alarm.at(due);
        }

        /** Counts this one, if there may be one more. */
        private boolean again(Throwable cause) throws Exception {
            if (!stage.policy.when().holds(cause)) {
                return false;
            }
            long now = alarm.now();
            if (stage.policy.most() == Integer.MAX_VALUE) {
                return true;
            }
            while (!restarts.isEmpty() && now - restarts.peek() > Nanos.of(stage.policy.within())) {
                restarts.remove();
            }
            boolean allowed = restarts.size() < stage.policy.most();
            if (allowed) {
                restarts.add(now);
            }
            return allowed;
        }

        private void end(Ending how) {
            if (!over) {
                over = true;
                alarm.clear();
                next.end(how);
            }
        }

        @Override
        public boolean over() {
            return over;
        }

        @Override
        public void cancel(Ending reason) {
            over = true;
            alarm.clear();
            inners.cancel(reason);
        }

        @Override
        public void abort(Ending ending) {
            if (!over) {
                inners.cancel(ending);
                end(ending);
            }
        }

        @Override
        public void drain() {
            draining = site.drains();
            if (draining && inners.idle()) {
                end(Ending.DRAINED);
            }
        }
    }
}
