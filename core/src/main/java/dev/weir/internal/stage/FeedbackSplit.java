package dev.weir.internal.stage;

import dev.weir.Ending;
import dev.weir.Feedback;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Step;

/** {@code feedback}, its end: what is to go round again goes back, the rest goes on. */
public record FeedbackSplit<T, R>(Object key, int room) implements Stage {
    @Override
    public String kind() {
        return "feedbackEnd";
    }

    @Override
    public void open(Site site) {
        FeedbackGate.Circle<T> circle = site.shared(key, () -> FeedbackGate.Circle.of(site, key, room));
        site.step(new Running<T, R>(site, circle));
    }

    private static final class Running<T, R> extends Step<Feedback<T, R>, R> {
        private final FeedbackGate.Circle<T> circle;

        Running(Site site, FeedbackGate.Circle<T> circle) {
            super(site);
            this.circle = circle;
        }

        @Override
        public boolean accept(Feedback<T, R> answer) {
            return switch (answer) {
                case Feedback.Again<T, R>(T item) -> again(item);
                case Feedback.Out<T, R>(R item) -> out(item);
            };
        }

        private boolean again(T item) {
            boolean wanted = circle.back().cancelled() == null;
            if (wanted && !circle.back().room()) {
                return fail(manifold());
            }
            circle.back().put(item); // which lets go of it if it is not wanted any more
            return room();
        }

        private boolean out(R item) {
            if (circle.inside().decrementAndGet() < 0) {
                return fail(manifold());
            }
            circle.gate().wake();
            return next.accept(item) && !over();
        }

        private static IllegalStateException manifold() {
            return new IllegalStateException("the body of a feedback must answer each item once, with again or out,"
                    + " but answered one more than once; expand items after it");
        }

        @Override
        public void end(Ending ending) {
            endBack(ending);
            super.end(ending);
        }

        @Override
        public void cancel(Ending reason) {
            endBack(reason);
            super.cancel(reason);
        }

        private void endBack(Ending ending) {
            if (!over()) {
                circle.back().end(ending);
            }
        }
    }
}
