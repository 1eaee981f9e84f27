package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.Fn;
import dev.weir.internal.engine.Driver;
import dev.weir.internal.engine.Inlet;
import dev.weir.internal.engine.InnerFlow;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Step;
import dev.weir.internal.engine.Upstream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code groupBy}: an inner flow for each key, fed with the items of that key. There are never more flows than declared:
 * for a new key the group that was used least lately is ended, and its flow comes to its end before the new one begins.
 * It holds the item whose group has no room, and nothing passes that one.
 */
public record GroupBy<I, K, O>(int most, Fn<? super I, ? extends K> key, GroupPlan<I, K> inner, int holdsAtMost)
        implements Nesting {
    /** Makes the inner plan of a group, which begins with this feed. */
    @FunctionalInterface
    public interface GroupPlan<I, K> {
        /** Makes it. */
        InnerFlow of(K key, Feed<I> feed) throws Exception;
    }

    @Override
    public String kind() {
        return "groupBy";
    }

    @Override
    public List<Capacity> holds() {
        return List.of(Capacity.items(holdsAtMost), Capacity.items(1));
    }

    @Override
    public boolean takesAhead() {
        return true;
    }

    @Override
    public void open(Site site) {
        var running = new Running<I, K, O>(site, this);
        site.step(running);
        site.drive(site.island(), running);
        site.gauge(running.inners);
        site.gauge(running.hand);
    }

    private static final class Running<I, K, O> extends Step<I, O> implements Driver {
        private final GroupBy<I, K, O> stage;
        private final Inners<O> inners;
        private final LinkedHashMap<K, Feed<I>> groups =
                new LinkedHashMap<>(16, 0.75f, true); // least lately used first
        private final InHand<I> hand;
        private @Nullable K waitingFor;
        private final Consumer<Ending> innerEnded = this::innerEnded;
        private @Nullable Ending ending;

        Running(Site site, GroupBy<I, K, O> stage) {
            super(site);
            this.stage = stage;
            this.hand = new InHand<>(site, site.name() + "[next]");
            this.inners = new Inners<>(site, next, stage.holdsAtMost);
        }

        @Override
        public boolean room() {
            return hand.isEmpty() && !over() && ending == null;
        }

        @Override
        public boolean accept(I item) {
            hand.take(item);
            try {
                waitingFor = Objects.requireNonNull(
                        stage.key.apply(item), "groupBy must have a key but its function answered null");
                if (!handOn()) {
                    hand.waits();
                }
            } catch (Throwable t) {
                return failAll(t);
            }
            return room();
        }

        /** What stops the groups must not look like a clean end to what stands beside them. */
        private boolean failAll(Throwable cause) {
            Ending failed = failure(cause);
            stopGroups(failed);
            return stop(failed);
        }

        private boolean handOn() throws Exception {
            I item = hand.item();
            K key = waitingFor;
            if (item == null || key == null) {
                return false;
            }
            Feed<I> feed = groups.get(key);
            if (feed == null) {
                feed = begin(key);
            }
            if (feed == null || !feed.room() || hand.isEmpty()) { // the question itself may end all
                return false;
            }
            if (feed.over()) {
                hand.drop();
            } else {
                hand.clear();
                feed.accept(item);
            }
            return true;
        }

        /** Null: it must wait until the flow of another group has come to its end. */
        private @Nullable Feed<I> begin(K key) throws Exception {
            if (groups.size() == stage.most) {
                Feed<I> oldest = groups.pollFirstEntry().getValue();
                oldest.end(Ending.DONE);
            }
            if (inners.running() >= stage.most || over()) { // what the oldest gave at its end may have been enough
                return null;
            }
            Feed<I> feed = new Feed<>();
            groups.put(key, feed);
            inners.run(stage.inner.of(key, feed), innerEnded);
            return feed;
        }

        private void innerEnded(Ending how) {
            if (!(how instanceof Ending.Done) && !how.equals(ending)) {
                stopGroups(how);
                cancelUpstream(how);
                super.end(how);
            } else if (ending != null && inners.idle() && hand.isEmpty()) {
                super.end(ending);
            }
        }

        @Override
        public boolean drive() {
            try {
                boolean moved = !over() && handOn();
                if (moved && ending != null && hand.isEmpty()) { // the next item may have come while one went on
                    endGroups(ending);
                }
                return moved;
            } catch (Throwable t) {
                failAll(t);
                return true;
            }
        }

        @Override
        public boolean heldBack() {
            return !hand.isEmpty();
        }

        @Override
        public void end(Ending how) {
            if (over()) {
                return;
            }
            if (how instanceof Ending.Cancelled) {
                stopGroups(how);
                super.end(how);
                return;
            }
            ending = how;
            if (hand.isEmpty()) {
                endGroups(how);
            }
        }

        private void endGroups(Ending how) {
            List.copyOf(groups.values()).forEach(feed -> feed.end(how));
            groups.clear();
            if (inners.idle() && !over()) {
                super.end(how);
            }
        }

        private void stopGroups(Ending reason) {
            hand.discard();
            new ArrayList<>(groups.values()).forEach(Feed::forget);
            groups.clear();
            inners.cancel(reason);
        }

        @Override
        public void abort(Ending how) {
            if (ending != null && !over()) {
                stopGroups(how);
                super.end(how);
            }
        }

        @Override
        public void cancel(Ending reason) {
            stopGroups(reason);
            super.cancel(reason);
        }
    }

    /** The beginning of a group's flow: what feeds it. A stage of the inner plan, and its running part, as it runs once. */
    public static final class Feed<I> implements Upstream, Driver {
        private @Nullable Inlet<I> next;
        private boolean over;

        void begin(Inlet<I> inlet) {
            next = inlet;
            inlet.fedBy(this);
        }

        boolean room() {
            return over || (next != null && next.room());
        }

        void accept(I item) {
            if (next != null) {
                next.accept(item);
            }
        }

        void end(Ending how) {
            if (!over && next != null) {
                over = true;
                next.end(how);
            }
        }

        void forget() {
            over = true;
        }

        /** The group wants no more; it stays known, so that the rest of its items can be dropped. */
        @Override
        public void cancel(Ending reason) {
            over = true;
        }

        @Override
        public boolean drive() {
            return false;
        }

        @Override
        public boolean over() {
            return over;
        }

        @Override
        public void abort(Ending how) {
            end(how);
        }
    }
}
