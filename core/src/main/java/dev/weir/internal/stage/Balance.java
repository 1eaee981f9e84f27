package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.internal.engine.Inlet;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Upstream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code balance}: each item to one lane that has room, in turn. */
public record Balance<T>(int outlets, Capacity each) implements Stage {
    @Override
    public String kind() {
        return "balance";
    }

    @Override
    public Cut cut() {
        return Cut.AFTER;
    }

    @Override
    public List<Capacity> holds() {
        return Collections.nCopies(outlets, each);
    }

    @Override
    public boolean keepsItems() {
        return true;
    }

    @Override
    public Stage linked(Capacity links) {
        return new Balance<>(outlets, Stage.or(each, links));
    }

    @Override
    public void open(Site site) {
        site.inlet(0, new Running<T>(site, outlets, each));
    }

    private static final class Running<T> implements Inlet<T> {
        private final List<Inlet<T>> lanes;
        private final FanOut fanOut;
        private @Nullable Upstream upstream;
        private @Nullable Inlet<T> ready;
        private int turn;

        Running(Site site, int outlets, Capacity each) {
            lanes = new ArrayList<>(outlets);
            fanOut = new FanOut(site, outlets);
            for (int i = 0; i < outlets; i++) {
                Inlet<T> lane = Links.outlet(site, i, each, fanOut, null);
                lane.fedBy(reason -> leave(lane, reason));
                lanes.add(lane);
            }
        }

        /** Goes to the lane that had room; should that have left meanwhile, it is discarded there with what it held. */
        @Override
        public boolean accept(T item) {
            Inlet<T> lane = Objects.requireNonNull(ready, "room() must have been true");
            ready = null;
            lane.accept(item);
            turn = turn + 1 < lanes.size() ? turn + 1 : 0;
            return room();
        }

        /** Goes on for as long as the lane whose turn it is surely has room. */
        @Override
        public int acceptPlain(T item) {
            Inlet<T> lane = ready;
            if (lane == null || lane.acceptPlain(item) == NOT_TAKEN) {
                return NOT_TAKEN;
            }
            turn = turn + 1 < lanes.size() ? turn + 1 : 0;
            ready = turn < lanes.size() && lanes.get(turn).roomPlain() ? lanes.get(turn) : null;
            return ready == null ? LOOK : GO_ON;
        }

        /** Asks lanes until one has room; if none has, each of them will wake the island. */
        @Override
        public boolean room() {
            for (int asked = 0; ready == null && asked < lanes.size(); asked++) {
                if (lanes.get(turn).room()) {
                    ready = lanes.get(turn);
                } else {
                    turn = turn + 1 < lanes.size() ? turn + 1 : 0;
                }
            }
            return ready != null;
        }

        private void leave(Inlet<T> lane, Ending reason) {
            lanes.remove(lane);
            ready = lane.equals(ready) ? null : ready;
            turn = 0;
            if (reason instanceof Ending.Failed) {
                end(reason);
            }
            if (lanes.isEmpty() && upstream != null) {
                fanOut.givenUp();
                upstream.cancel(reason);
            }
        }

        @Override
        public void end(Ending ending) {
            List<Inlet<T>> ended = List.copyOf(lanes);
            lanes.clear();
            ended.forEach(lane -> lane.end(ending));
        }

        @Override
        public void fedBy(Upstream feeder) {
            upstream = feeder;
        }
    }
}
