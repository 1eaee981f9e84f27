package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.internal.engine.Link;
import dev.weir.internal.engine.Site;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code mergePrioritized}: while several inlets are ready, each gives items in proportion to its weight. An inlet gains
 * its weight each time something is taken and pays the sum of the weights when it is its turn (smooth weighted round
 * robin), so that the least of them waits for no more than the others' weights.
 */
public record MergePrioritized<T>(List<Integer> weights, Capacity each) implements Stage {
    @Override
    public String kind() {
        return "mergePrioritized";
    }

    @Override
    public int inlets() {
        return weights.size();
    }

    @Override
    public Cut cut() {
        return Cut.BEFORE;
    }

    @Override
    public List<Capacity> holds() {
        return Collections.nCopies(inlets(), each);
    }

    @Override
    public boolean keepsItems() {
        return true;
    }

    @Override
    public Stage linked(Capacity links) {
        return new MergePrioritized<>(weights, Stage.or(each, links));
    }

    @Override
    public void open(Site site) {
        site.drive(site.island(), new Running<>(Several.<T>links(site, each), weights, site));
    }

    private static final class Running<T> extends Several<T> {
        private final List<Share> shares;

        Running(List<Link<T>> links, List<Integer> weights, Site site) {
            super(links, site);
            shares = new ArrayList<>(weights.stream().map(Share::new).toList());
        }

        private static final class Share {
            final int weight;
            long credit;

            Share(int weight) {
                this.weight = weight;
            }
        }

        @Override
        public @Nullable T next() {
            int best = -1;
            long sum = 0;
            for (int i = 0; i < open.size() && !over(); ) {
                Share share = shares.get(i);
                if (open.get(i).ready()) {
                    sum += share.weight;
                    share.credit += share.weight;
                    best = best < 0 || share.credit > shares.get(best).credit ? i : best;
                    i++;
                } else if (!endedAt(i)) {
                    share.credit = 0; // what was not ready saves nothing up
                    i++;
                }
            }
            if (best < 0 || over()) {
                return null;
            }
            shares.get(best).credit -= sum;
            return open.get(best).poll();
        }

        @Override
        void closed(int number) {
            shares.remove(number);
        }
    }
}
