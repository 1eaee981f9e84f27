package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Fn;
import dev.weir.internal.engine.Site;
import java.util.List;

/** {@code mapConcurrent}: blocking calls, so many at a time, each on a virtual thread. */
public record MapConcurrent<I, O>(int most, boolean ordered, Fn<? super I, ? extends O> fn) implements Stage {
    @Override
    public String kind() {
        return ordered ? "mapConcurrent" : "mapConcurrentUnordered";
    }

    @Override
    public Cut cut() {
        return Cut.BEFORE;
    }

    @Override
    public List<Capacity> holds() {
        return List.of(Capacity.items(most));
    }

    @Override
    public void open(Site site) {
        Windows.open(site, most, ordered, new Workers<I, O>(fn, most, site));
    }
}
