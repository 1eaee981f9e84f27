package dev.weir.internal.stage;

import dev.weir.internal.compile.Gate;
import dev.weir.internal.compile.Op;
import dev.weir.internal.engine.GateStep;
import dev.weir.internal.engine.Site;

/** {@code limit}: the first so many items; then both directions end without asking for another. */
public record Limit<T>(long most) implements Stage {
    @Override
    public String kind() {
        return "limit";
    }

    @Override
    public boolean keepsItems() {
        return true;
    }

    @Override
    public Op inlined() {
        return new Op.Gated(Limit.class, null, this::gate);
    }

    @Override
    public void open(Site site) {
        site.step(new GateStep<>(site, gate()));
    }

    private Gate<T> gate() {
        return new Running<>(most);
    }

    private static final class Running<T> extends Gate<T> {
        private long left;

        Running(long most) {
            left = most;
            closes = most == 0;
        }

        @Override
        public boolean passes(T item) {
            closes = --left == 0;
            return true;
        }
    }
}
