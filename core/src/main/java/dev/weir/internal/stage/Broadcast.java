package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.internal.engine.Inlet;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Upstream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code broadcast}: every item to every branch. It waits for the slowest; a branch that wants no more is left out. */
public record Broadcast<T>(List<Capacity> holds) implements Stage {
    @Override
    public String kind() {
        return "broadcast";
    }

    @Override
    public int outlets() {
        return holds.size();
    }

    @Override
    public Cut cut() {
        return Cut.AFTER;
    }

    @Override
    public void open(Site site) {
        site.inlet(0, new Running<T>(site, holds));
    }

    private static final class Running<T> implements Inlet<T> {
        private final @Nullable Inlet<T>[] branches;
        private final FanOut fanOut;
        private @Nullable Upstream upstream;
        private int live;

        @SuppressWarnings({"unchecked", "rawtypes"}) // arrays know no generics
        Running(Site site, List<Capacity> holds) {
            live = holds.size();
            fanOut = new FanOut(site.island(), live);
            branches = new Inlet[live];
            for (int i = 0; i < branches.length; i++) {
                int branch = i;
                Inlet<T> out = Links.outlet(site, i, holds.get(i), fanOut, null);
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
            if (reason instanceof Ending.Failed) {
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
