package dev.weir.internal.stage;

import dev.weir.Ending;
import dev.weir.internal.engine.Site;
import java.util.stream.Gatherer;
import org.jspecify.annotations.Nullable;

/** {@code gather}: a {@link Gatherer}, run one item after the other; its pushes are suspended while there is no room. */
public record Gather<I, A extends @Nullable Object, O>(Gatherer<? super I, A, O> gatherer) implements Stage {
    @Override
    public String kind() {
        return "gather";
    }

    @Override
    public boolean suspends() {
        return true;
    }

    @Override
    public void open(Site site) {
        site.step(new Running<I, A, O>(site, gatherer));
    }

    private static final class Running<I, A extends @Nullable Object, O> extends Emitting<I, O>
            implements Gatherer.Downstream<O> {
        private final Gatherer<? super I, A, O> gatherer;
        private final Gatherer.Integrator<A, ? super I, O> integrator;
        private @Nullable Object state;
        private boolean begun;

        @SuppressWarnings("unchecked") // an integrator of a supertype takes these items too
        Running(Site site, Gatherer<? super I, A, O> gatherer) {
            super(site);
            this.gatherer = gatherer;
            this.integrator = (Gatherer.Integrator<A, ? super I, O>) gatherer.integrator();
        }

        @SuppressWarnings({"unchecked", "NullAway"}) // a gatherer without state has none
        private A state() {
            if (!begun) {
                begun = true;
                state = gatherer.initializer().get();
            }
            return (A) state;
        }

        @Override
        protected void expand(I item) {
            if (!integrator.integrate(state(), item, this) && !over()) {
                cancelUpstream(Ending.DONE);
                end(Ending.DONE); // after this item; what the finisher pushes still goes out
            }
        }

        @Override
        public boolean push(O item) {
            if (over()) {
                return false;
            }
            emit(item);
            return !over();
        }

        @Override
        public boolean isRejecting() {
            return over();
        }

        @Override
        protected void beforeEnd(Ending ending) {
            if (ending instanceof Ending.Done) {
                try {
                    suspended();
                    gatherer.finisher().accept(state(), this);
                } catch (Throwable t) {
                    fail(t);
                }
            }
        }
    }
}
