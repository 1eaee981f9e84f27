package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.Overflow;
import dev.weir.internal.engine.Inlet;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Upstream;
import dev.weir.internal.engine.Wake;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code broadcast}, {@code also}: every item to every branch, each with an overflow of its own. A branch that wants no
 * more is left out; if the first one leads, all end when it does.
 */
public record Broadcast<T>(String kind, List<Outlet> branches, boolean firstLeads) implements Stage {
    @Override
    public List<Capacity> holds() {
        return Outlet.capacities(branches);
    }

    @Override
    public int outlets() {
        return branches.size();
    }

    @Override
    public Cut cut() {
        return Cut.AFTER;
    }

    /** Whether a branch that is full holds back the others. */
    public boolean waits() {
        return branches.stream().anyMatch(branch -> branch.overflow() == Overflow.WAIT);
    }

    @Override
    public boolean keepsItems() {
        return true;
    }

    @Override
    public Stage linked(Capacity links) {
        return new Broadcast<>(kind, Outlet.linked(branches, links), firstLeads);
    }

    @Override
    public void open(Site site) {
        site.inlet(0, new Running<T>(site, this));
    }

    private static final class Running<T> implements Inlet<T> {
        private final @Nullable Inlet<T>[] branches;
        private final FanOut fanOut;
        private @Nullable Upstream upstream;
        private final boolean firstLeads;
        private int live;

        @SuppressWarnings({"unchecked", "rawtypes"}) // arrays know no generics
        Running(Site site, Broadcast<T> stage) {
            live = stage.branches.size();
            firstLeads = stage.firstLeads;
            fanOut = new FanOut(site, live);
            branches = new Inlet[live];
            for (int i = 0; i < branches.length; i++) {
                int branch = i;
                Wake writer = i == 0 && firstLeads ? fanOut.leader() : fanOut;
                Inlet<T> out = Links.outlet(site, i, stage.branches.get(i), writer);
                out.fedBy(reason -> leave(branch, reason));
                branches[i] = out;
            }
        }

        @Override
        public boolean accept(T item) {
            boolean room = live > 0;
            for (Inlet<T> branch : branches) {
                room &= branch == null || branch.accept(item);
            }
            return room;
        }

        @Override
        public int acceptPlain(T item) {
            for (Inlet<T> branch : branches) {
                if (branch != null && !branch.roomPlain()) {
                    return NOT_TAKEN;
                }
            }
            boolean room = live > 0;
            for (Inlet<T> branch : branches) {
                int answer = branch == null ? GO_ON : branch.acceptPlain(item);
                if (branch != null && answer == NOT_TAKEN) { // its reader has gone to sleep since it was asked
                    answer = branch.accept(item) ? GO_ON : LOOK;
                }
                room &= answer == GO_ON;
            }
            return room ? GO_ON : LOOK;
        }

        @Override
        public boolean room() {
            boolean room = live > 0;
            for (Inlet<T> branch : branches) {
                room &= branch == null || branch.room();
            }
            return room;
        }

        private void leave(int number, Ending reason) {
            branches[number] = null;
            live--;
            if (reason instanceof Ending.Failed || (number == 0 && firstLeads)) {
                end(reason);
            }
            if (live == 0 && upstream != null) {
                fanOut.givenUp();
                upstream.cancel(reason);
            }
        }

        @Override
        public void end(Ending ending) {
            live = 0;
            for (int i = 0; i < branches.length; i++) {
                Inlet<T> branch = branches[i];
                branches[i] = null;
                if (branch != null) {
                    branch.end(ending);
                }
            }
        }

        @Override
        public void fedBy(Upstream feeder) {
            upstream = feeder;
        }
    }
}
