package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.internal.engine.Link;
import dev.weir.internal.engine.Site;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code mergeSorted}: inlets that are each in order make one flow in order; it waits until each has an item or an end. */
public record MergeSorted<T>(int inlets, Comparator<? super T> order, Capacity each) implements Stage {
    @Override
    public String kind() {
        return "mergeSorted";
    }

    @Override
    public Cut cut() {
        return Cut.BEFORE;
    }

    @Override
    public List<Capacity> holds() {
        return Collections.nCopies(inlets, each);
    }

    @Override
    public boolean keepsItems() {
        return true;
    }

    @Override
    public Stage linked(Capacity links) {
        return new MergeSorted<>(inlets, order, Stage.or(each, links));
    }

    @Override
    public void open(Site site) {
        site.drive(site.island(), new Running<>(Several.<T>links(site, each), order, site));
    }

    private static final class Running<T> extends Several<T> {
        private final Comparator<? super T> order;
        private final Site site;

        Running(List<Link<T>> links, Comparator<? super T> order, Site site) {
            super(links, site);
            this.order = order;
            this.site = site;
        }

        @Override
        public @Nullable T next() {
            Link<T> first = null;
            T least = null;
            boolean waits = false;
            for (int i = 0;
                    i < open.size() && !over(); ) { // all of them: one that has ended must not keep it from resting
                T item = open.get(i).peek();
                if (item != null) {
                    if (!waits && (least == null || before(item, least))) {
                        least = item;
                        first = open.get(i);
                    }
                    i++;
                } else if (!endedAt(i)) {
                    waits = true;
                    i++;
                }
            }
            return waits || first == null || over() ? null : first.poll();
        }

        private boolean before(T item, T other) {
            try {
                return order.compare(item, other) < 0;
            } catch (Throwable t) {
                end(site.failure(t));
                return false;
            }
        }

        /** Waits for those that have nothing. */
        @Override
        protected boolean rest() {
            boolean waits = false;
            for (Link<T> link : open) {
                if (!link.ready()) {
                    if (!link.sleep()) {
                        return false;
                    }
                    waits = true;
                }
            }
            return waits;
        }

        @Override
        protected boolean ready() {
            return open.stream().allMatch(Link::ready);
        }
    }
}
