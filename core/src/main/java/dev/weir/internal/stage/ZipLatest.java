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

/** {@code zipLatest}: each new item of a side with the last one of the other; ends when both have, or one without any. */
public record ZipLatest<A, B, O>(Fn2<? super A, ? super B, ? extends O> fn, Capacity each) implements Stage {
    @Override
    public String kind() {
        return "zipLatest";
    }

    @Override
    public int inlets() {
        return 2;
    }

    @Override
    public Cut cut() {
        return Cut.BEFORE;
    }

    /** The last item of each side stays, next to the links. */
    @Override
    public List<Capacity> holds() {
        return List.of(each, each, Stage.hand(2, each));
    }

    @Override
    public Stage linked(Capacity links) {
        return new ZipLatest<>(fn, Stage.or(each, links));
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
        private @Nullable A a;
        private @Nullable B b;
        private boolean rightFirst;
        private boolean paired;

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
            boolean more = true;
            while (more && !over()) {
                more = rightFirst ? takeRight() || takeLeft() : takeLeft() || takeRight();
                if (more && a != null && b != null) {
                    return pair(a, b);
                }
            }
            return null;
        }

        private boolean takeLeft() {
            A item = left.poll();
            if (item != null) {
                drop(paired ? null : a);
                a = item;
                rightFirst = true;
            }
            return item != null;
        }

        private boolean takeRight() {
            B item = right.poll();
            if (item != null) {
                drop(paired ? null : b);
                b = item;
                rightFirst = false;
            }
            return item != null;
        }

        /** What was never given to the function is nobody's. Before the first pair one side at most has an item. */
        private void drop(@Nullable Object unpaired) {
            if (unpaired != null) {
                site.letGo(unpaired);
            }
        }

        private @Nullable O pair(A one, B other) {
            paired = true;
            try {
                return Objects.requireNonNull(
                        fn.apply(one, other), "zipLatest must answer an item but its function answered null");
            } catch (Throwable t) {
                end(site.failure(t));
                return null;
            }
        }

        @Override
        protected @Nullable Ending ended() {
            Ending first = left.ended();
            Ending second = right.ended();
            if (first instanceof Ending.Failed || (first != null && a == null)) {
                letGo(first);
                return first;
            }
            if (second instanceof Ending.Failed || (second != null && b == null)) {
                letGo(second);
                return second;
            }
            return first != null ? second : null;
        }

        @Override
        protected boolean rest() {
            return waitsFor(left) && waitsFor(right);
        }

        private static boolean waitsFor(Link<?> link) {
            return link.ended() != null || link.sleep();
        }

        @Override
        protected boolean ready() {
            return left.ready() || right.ready();
        }

        @Override
        protected void letGo(Ending reason) {
            left.cancel(reason);
            right.cancel(reason);
            if (!paired) {
                drop(a);
                drop(b);
                a = null;
                b = null;
            }
        }
    }
}
