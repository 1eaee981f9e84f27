package dev.weir.internal.stage;

import dev.weir.internal.compile.Gate;
import dev.weir.internal.compile.Op;
import dev.weir.internal.engine.GateStep;
import dev.weir.internal.engine.Site;

/** {@code skip}: all but the first so many items. */
public record Skip<T>(long first) implements Stage {
    @Override
    public String kind() {
        return "skip";
    }

    @Override
    public boolean keepsItems() {
        return true;
    }

    @Override
    public Op inlined() {
        return new Op.Gated(Skip.class, null, this::gate);
    }

    @Override
    public void open(Site site) {
        site.step(new GateStep<>(site, gate()));
    }

    private Gate<T> gate() {
        return new Running<>(first);
    }

    private static final class Running<T> extends Gate<T> {
        private long left;

        Running(long first) {
            left = first;
        }

        @Override
        public boolean passes(T item) {
            if (left == 0) {
                return true;
            }
            left--;
            return false;
        }
    }
}
