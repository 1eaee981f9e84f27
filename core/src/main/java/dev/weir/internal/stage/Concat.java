package dev.weir.internal.stage;

import dev.weir.Ending;
import dev.weir.internal.engine.Inlet;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Upstream;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** {@code concat}: all items of the first source, then all of the next. Only the one whose turn it is has room. */
public record Concat<T>(int inlets) implements Stage {
    @Override
    public String kind() {
        return "concat";
    }

    @Override
    public boolean keepsItems() {
        return true;
    }

    @Override
    public boolean takesTurns() {
        return true;
    }

    @Override
    public void open(Site site) {
        var running = new Running<T>(site, inlets);
        for (int i = 0; i < inlets; i++) {
            site.inlet(i, running.part(i));
        }
        site.next(0).fedBy(running);
    }

    private static final class Running<T> implements Upstream {
        private final Site site;
        private final Inlet<T> next;
        private final @Nullable Upstream[] upstreams;
        private final BitSet ended = new BitSet();
        private int turn;
        private boolean early;
        private boolean over;

        Running(Site site, int inlets) {
            this.site = site;
            next = site.next(0);
            upstreams = new Upstream[inlets];
        }

        Inlet<T> part(int number) {
            return new Inlet<>() {
                @Override
                public boolean accept(T item) {
                    return next.accept(item) && !over;
                }

                @Override
                public boolean room() {
                    return !over && turn == number && next.room();
                }

                @Override
                public void end(Ending ending) {
                    ended(number, ending);
                }

                @Override
                public void fedBy(Upstream upstream) {
                    upstreams[number] = upstream;
                }
            };
        }

        private void ended(int number, Ending ending) {
            upstreams[number] = null;
            if (over) {
                return;
            }
            ended.set(number); // a part may end before its turn: it was stopped, or wants to give nothing
            turn = ended.nextClearBit(turn);
            if (!(ending instanceof Ending.Done done)) {
                finish(ending);
                return;
            }
            early |= done.early();
            if (turn == upstreams.length) {
                finish(early ? Ending.DRAINED : Ending.DONE);
            } else {
                site.due(turn);
            }
        }

        private void finish(Ending ending) {
            cancel(ending);
            next.end(ending);
        }

        @Override
        public void cancel(Ending reason) {
            over = true;
            for (int i = 0; i < upstreams.length; i++) {
                Upstream upstream = upstreams[i];
                upstreams[i] = null;
                if (upstream != null) {
                    upstream.cancel(reason);
                    site.due(i);
                }
            }
        }
    }
}
