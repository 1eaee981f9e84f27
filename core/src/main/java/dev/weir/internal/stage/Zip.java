package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.Fn2;
import dev.weir.internal.engine.Link;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.TakingHead;
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
    public Stage linked(Capacity links) {
        return new Zip<>(fn, Stage.or(each, links));
    }

    @Override
    public void open(Site site) {
        Link<A> left = Links.inlet(site, 0, each);
        Link<B> right = Links.inlet(site, 1, each);
        site.drive(site.island(), new Running<A, B, O>(left, right, fn, site));
    }

    private static final class Running<A, B, O> extends TakingHead<O> {
        private final Link<A> left;
        private final Link<B> right;
        private final Fn2<? super A, ? super B, ? extends O> fn;
        private final Site site;

        Running(Link<A> left, Link<B> right, Fn2<? super A, ? super B, ? extends O> fn, Site site) {
            super(site.next(0), site.island());
            this.left = left;
            this.right = right;
            this.fn = fn;
            this.site = site;
            next.fedBy(this);
        }

        @Override
        public @Nullable O next() {
            B b = left.ready() ? right.poll() : null;
            A a = b == null ? null : left.poll();
            return a == null || b == null ? null : pair(a, b);
        }

        private @Nullable O pair(A a, B b) {
            try {
                return Objects.requireNonNull(fn.apply(a, b), "zip must answer an item but its function answered null");
            } catch (Throwable t) {
                end(site.failure(t));
                return null;
            }
        }

        @Override
        protected @Nullable Ending ended() {
            Ending lacking = left.ended();
            Ending ended = lacking == null ? right.ended() : lacking;
            if (ended != null) {
                letGo(ended); // the other side is not wanted any more
            }
            return ended;
        }

        @Override
        protected boolean rest() {
            return left.ready() ? right.sleep() : left.sleep();
        }

        @Override
        protected boolean ready() {
            return left.ready() && right.ready();
        }

        @Override
        protected void letGo(Ending reason) {
            left.cancel(reason);
            right.cancel(reason);
        }
    }
}
