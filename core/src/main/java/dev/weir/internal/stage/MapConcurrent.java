package dev.weir.internal.stage;

import dev.weir.Calls;
import dev.weir.Capacity;
import dev.weir.Fn;
import dev.weir.internal.engine.Site;
import java.util.List;

/** {@code mapConcurrent}: blocking calls, so many at a time, each on a virtual thread. */
public record MapConcurrent<I, O>(String kind, Calls<? super I> calls, Fn<? super I, ? extends O> fn) implements Stage {
    @Override
    public boolean blocks() {
        return true;
    }

    @Override
    public Cut cut() {
        return Cut.BEFORE;
    }

    @Override
    public List<Capacity> holds() {
        return List.of(Capacity.items(calls.most()));
    }

    @Override
    public void open(Site site) {
        Windows.open(site, calls, new Workers<I, O>(fn, calls, site));
    }
}
