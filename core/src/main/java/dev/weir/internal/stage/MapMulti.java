package dev.weir.internal.stage;

import dev.weir.Emitter;
import dev.weir.Expander;
import dev.weir.internal.engine.Site;

/** {@code mapMulti}: none, one or many items for each, suspended in the middle while there is no room. */
public record MapMulti<I, O>(Expander<? super I, O> expander) implements Stage {
    @Override
    public String kind() {
        return "mapMulti";
    }

    @Override
    public boolean suspends() {
        return true;
    }

    @Override
    public void open(Site site) {
        site.step(new Running<I, O>(site, expander));
    }

    private static final class Running<I, O> extends Emitting<I, O> {
        private final Expander<? super I, O> expander;
        private final Emitter<O> out = this::emit;

        Running(Site site, Expander<? super I, O> expander) {
            super(site);
            this.expander = expander;
        }

        @Override
        protected void expand(I item) throws Exception {
            expander.expand(item, out);
        }
    }
}
