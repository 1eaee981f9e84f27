package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.Fn2;
import dev.weir.internal.engine.Driver;
import dev.weir.internal.engine.Inlet;
import dev.weir.internal.engine.Island;
import dev.weir.internal.engine.Link;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Upstream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code zip}: one item of each side makes one; the end of either side ends it. */
public record Zip<A, B, O>(Fn2<? super A, ? super B, ? extends O> fn, Capacity each) implements Stage {
    @Override
    public String kind() {
        return "zip";
    }

    @Override
    public int inlets() {
        return 2;
    }

    @Override
    public Cut cut() {
        return Cut.BEFORE;
    }

    @Override
    public List<Capacity> holds() {
        return List.of(each, each);
    }

    @Override
    public void open(Site site) {
        Link<A> left = Links.inlet(site, 0, each);
        Link<B> right = Links.inlet(site, 1, each);
        site.drive(site.island(), new Running<A, B, O>(left, right, fn, site));
    }

    private static final class Running<A, B, O> implements Driver, Upstream {
        private final Link<A> left;
        private final Link<B> right;
        private final Fn2<? super A, ? super B, ? extends O> fn;
        private final Inlet<O> next;
        private final Site site;
        private final Island island;
        private @Nullable A first;
        private boolean over;

        Running(Link<A> left, Link<B> right, Fn2<? super A, ? super B, ? extends O> fn, Site site) {
            this.left = left;
            this.right = right;
            this.fn = fn;
            this.site = site;
            this.next = site.next(0);
            this.island = site.island();
            next.fedBy(this);
        }

        @Override
        public boolean drive() {
            boolean moved = false;
            boolean room = !over && next.room();
            while (room && island.mayMove()) {
                first = first == null ? left.poll() : first;
                B second = first == null ? null : right.poll();
                if (first != null && second != null) {
                    moved = true;
                    A pair = first;
                    first = null;
                    room = pair(pair, second) && !over;
                } else if (ended(left, first == null) || ended(right, true)) {
                    return true;
                } else if ((first != null || left.sleep()) && right.sleep()) {
                    return moved;
                }
            }
            return moved;
        }

        private boolean pair(A a, B b) {
            O out;
            try {
                out = Objects.requireNonNull(fn.apply(a, b), "zip must answer an item but its function answered null");
            } catch (Throwable t) {
                end(site.failure(t));
                return false;
            }
            return next.accept(out);
        }

        private boolean ended(Link<?> link, boolean lacking) {
            Ending ended = lacking ? link.ended() : null;
            if (ended != null) {
                end(ended);
            }
            return ended != null;
        }

        private void end(Ending ending) {
            cancel(ending);
            next.end(ending);
        }

        @Override
        public boolean over() {
            return over;
        }

        @Override
        public boolean heldBack() {
            return (first != null || left.ready()) && right.ready();
        }

        @Override
        public void cancel(Ending reason) {
            if (!over) {
                over = true;
                first = null;
                left.cancel(reason);
                right.cancel(reason);
            }
        }

        @Override
        public void abort(Ending ending) {
            if (!over) {
                end(ending);
            }
        }
    }
}
