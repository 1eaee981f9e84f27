package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.internal.engine.Link;
import dev.weir.internal.engine.Site;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code mergePreferred}: an inlet that comes first is asked first, always. */
public record MergePreferred<T>(int inlets, Capacity each) implements Stage {
    @Override
    public String kind() {
        return "mergePreferred";
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
        return new MergePreferred<>(inlets, Stage.or(each, links));
    }

    @Override
    public void open(Site site) {
        site.drive(site.island(), new Running<>(Several.<T>links(site, each), site));
    }

    private static final class Running<T> extends Several<T> {
        Running(List<Link<T>> links, Site site) {
            super(links, site);
        }

        @Override
        public @Nullable T next() {
            int number = 0;
            while (number < open.size() && !over()) {
                T item = open.get(number).poll();
                if (item != null) {
                    return item;
                }
                number = endedAt(number) ? number : number + 1;
            }
            return null;
        }
    }
}
