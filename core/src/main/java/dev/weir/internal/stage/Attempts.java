package dev.weir.internal.stage;

import dev.weir.Attempt;
import dev.weir.Calls;
import dev.weir.Capacity;
import dev.weir.Fn;
import dev.weir.internal.engine.Call;
import dev.weir.internal.engine.Site;
import java.util.List;

/** {@code attempt}: blocking calls whose failures are results. */
public record Attempts<I, O>(Calls<? super I> calls, Fn<? super I, ? extends O> fn) implements Stage {
    @Override
    public String kind() {
        return "attempt";
    }

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
        Fn<? super I, ? extends O> call = fn;
        Fn<I, Attempt<I, O>> succeed = item -> new Attempt.Succeeded<>(item, call.apply(item));
        Windows.open(site, calls, new Workers<>(succeed, calls, site) {
            @Override
            protected void failed(Call<I, Attempt<I, O>> made, Throwable cause) {
                if (cause instanceof Exception) {
                    made.done(new Attempt.Failed<>(made.item(), cause), null);
                } else {
                    made.done(null, cause);
                }
            }
        });
    }
}
