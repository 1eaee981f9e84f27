package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.Fn;
import dev.weir.internal.engine.Driver;
import dev.weir.internal.engine.Inlet;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Upstream;
import dev.weir.internal.engine.Wake;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code partition}, {@code divertTo}: each item to the lane that a function names. It holds the item whose lane is full,
 * and nothing passes that one. An item for a lane that wants no more is dropped.
 */
public record Route<T>(String kind, List<Outlet> lanes, Fn<? super T, Integer> laneOf, boolean firstLeads)
        implements Stage {
    @Override
    public int outlets() {
        return lanes.size();
    }

    @Override
    public Cut cut() {
        return Cut.AFTER;
    }

    @Override
    public List<Capacity> holds() {
        List<Capacity> holds = new ArrayList<>(Outlet.capacities(lanes));
        holds.add(Stage.hand(1, lanes.getFirst().capacity()));
        return holds;
    }

    @Override
    public boolean keepsItems() {
        return true;
    }

    @Override
    public Stage linked(Capacity links) {
        return new Route<>(kind, Outlet.linked(lanes, links), laneOf, firstLeads);
    }

    @Override
    public void open(Site site) {
        var running = new Running<T>(site, this);
        site.inlet(0, running);
        site.drive(site.island(), running);
        site.gauge(running.hand);
    }

    private static final class Running<T> implements Inlet<T>, Driver {
        private final Fn<? super T, Integer> laneOf;
        private final boolean firstLeads;
        private final @Nullable Inlet<T>[] lanes;
        private final Site site;
        private final FanOut fanOut;
        private @Nullable Upstream upstream;
        private int live;
        private final InHand<T> hand;
        private int lane;
        private @Nullable Ending ending;
        private boolean over;

        @SuppressWarnings({"unchecked", "rawtypes"}) // arrays know no generics
        Running(Site site, Route<T> stage) {
            this.site = site;
            hand = new InHand<>(site, site.name());
            laneOf = stage.laneOf;
            firstLeads = stage.firstLeads;
            live = stage.lanes.size();
            fanOut = new FanOut(site, live);
            lanes = new Inlet[live];
            for (int i = 0; i < lanes.length; i++) {
                int number = i;
                Wake writer = i == 0 && firstLeads ? fanOut.leader() : fanOut;
                Inlet<T> out = Links.outlet(site, i, stage.lanes.get(i), writer);
                out.fedBy(reason -> leave(number, reason));
                lanes[i] = out;
            }
        }

        @Override
        public boolean accept(T item) {
            if (taken(item) && !handOn()) {
                hand.waits();
            }
            return room();
        }

        /** The lane is known only once its function was asked: what is not simple is handed on with care, and then looked at. */
        @Override
        public int acceptPlain(T item) {
            if (!taken(item)) {
                return LOOK;
            }
            Inlet<T> to = lanes[lane];
            if (to == null || !to.roomPlain() || to.acceptPlain(item) == NOT_TAKEN) {
                if (!handOn()) {
                    hand.waits();
                }
                return LOOK;
            }
            hand.clear();
            return live > 0 && !over ? GO_ON : LOOK;
        }

        /** Whether the item is in the hand, and its lane is known. If not, all has failed. */
        private boolean taken(T item) {
            hand.take(item);
            try {
                lane = laneOf.apply(item);
                if (lane >= 0 && lane < lanes.length) {
                    return true;
                }
                throw new IndexOutOfBoundsException("a lane must be in 0.." + (lanes.length - 1) + " but was " + lane);
            } catch (Throwable t) {
                Ending failed = site.failure(t);
                hand.discard();
                cancelUpstream(failed);
                endAll(failed);
                return false;
            }
        }

        private boolean handOn() {
            T item = hand.item();
            if (item == null) {
                return false;
            }
            Inlet<T> to = lanes[lane];
            if (to == null) {
                hand.drop();
            } else if (to.room()) {
                hand.clear();
                to.accept(item);
            } else {
                return lanes[lane] == null && handOn(); // it has found out just now that no more is wanted
            }
            return true;
        }

        @Override
        public boolean room() {
            return hand.isEmpty() && live > 0 && !over;
        }

        @Override
        public boolean drive() {
            boolean moved = handOn();
            if (moved && ending != null) {
                endAll(ending);
            }
            return moved;
        }

        @Override
        public boolean over() {
            return over;
        }

        @Override
        public boolean heldBack() {
            return !hand.isEmpty();
        }

        private void leave(int number, Ending reason) {
            lanes[number] = null;
            live--;
            boolean all = reason instanceof Ending.Failed || live == 0 || (number == 0 && firstLeads);
            if (all && !over) {
                fanOut.givenUp();
                cancelUpstream(reason);
                hand.discard();
                endAll(reason);
            }
        }

        private void cancelUpstream(Ending reason) {
            if (upstream != null) {
                upstream.cancel(reason);
            }
        }

        @Override
        public void end(Ending how) {
            if (how instanceof Ending.Cancelled) {
                hand.discard();
            }
            if (hand.isEmpty()) {
                endAll(how);
            } else {
                ending = how;
            }
        }

        private void endAll(Ending how) {
            over = true;
            live = 0;
            for (int i = 0; i < lanes.length; i++) {
                Inlet<T> each = lanes[i];
                lanes[i] = null;
                if (each != null) {
                    each.end(how);
                }
            }
        }

        @Override
        public void abort(Ending how) {
            hand.discard();
            if (ending != null && !over) {
                endAll(how);
            }
        }

        @Override
        public void fedBy(Upstream feeder) {
            upstream = feeder;
        }
    }
}
