package dev.weir.internal.hold;

import dev.weir.Fn;
import dev.weir.Fn2;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code conflate}: items that come while nobody takes are folded into one. */
public final class Conflate<I, O> implements Discipline<I, O> {
    private final Fn<? super I, ? extends O> first;
    private final Fn2<? super O, ? super I, ? extends O> fold;
    private final Losses losses;
    private @Nullable O folded;
    private long since = NEVER;

    /** Folds with these functions, the first of them for the first item. */
    public Conflate(Fn<? super I, ? extends O> first, Fn2<? super O, ? super I, ? extends O> fold, Losses losses) {
        this.first = first;
        this.fold = fold;
        this.losses = losses;
    }

    @Override
    public boolean room() {
        return true;
    }

    @Override
    public void put(I item, long now) throws Exception {
        O before = folded;
        O after = before == null ? first.apply(item) : fold.apply(before, item);
        folded = Objects.requireNonNull(after, "conflate must answer an item but its function answered null");
        if (before == null) {
            since = now;
        } else {
            losses.out(1); // what was folded in before is a part of what leaves
        }
    }

    @Override
    public @Nullable O take(long now) {
        O taken = folded;
        folded = null;
        if (taken != null) {
            losses.out(1);
        }
        return taken;
    }

    @Override
    public int held() {
        return folded == null ? 0 : 1;
    }

    @Override
    public long oldest() {
        return folded == null ? NEVER : since;
    }

    @Override
    public void clear(Consumer<Object> letGo) {
        if (folded != null) {
            letGo.accept(folded);
        }
        folded = null;
    }
}
