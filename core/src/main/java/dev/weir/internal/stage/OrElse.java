package dev.weir.internal.stage;

import dev.weir.Ending;
import dev.weir.internal.engine.Inlet;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Upstream;
import org.jspecify.annotations.Nullable;

/** {@code orElse}: the first source, or the second if the first has ended without an item. Only one of them has room. */
public record OrElse<T>() implements Stage {
    @Override
    public String kind() {
        return "orElse";
    }

    @Override
    public int inlets() {
        return 2;
    }

    @Override
    public boolean keepsItems() {
        return true;
    }

    @Override
    public boolean takesTurns() {
        return true;
    }

    @Override
    public void open(Site site) {
        var running = new Running<T>(site);
        site.inlet(0, running.first);
        site.inlet(1, running.second);
        site.next(0).fedBy(running);
    }

    private static final class Running<T> implements Upstream {
        private final Site site;
        private final Inlet<T> next;
        private final Part first = new Part();
        private final Part second = new Part();
        private Part turn = first;
        private boolean any;
        private boolean over;

        Running(Site site) {
            this.site = site;
            next = site.next(0);
        }

        private final class Part implements Inlet<T> {
            private @Nullable Upstream upstream;
            private @Nullable Ending ending;

            @Override
            public boolean accept(T item) {
                if (!any) {
                    any = true;
                    other().stop(Ending.DONE);
                }
                return next.accept(item) && !over;
            }

            private Part other() {
                return this == first ? second : first;
            }

            @Override
            public boolean room() {
                return !over && turn == this && next.room();
            }

            @Override
            public void end(Ending how) {
                ending = how;
                upstream = null;
                ended(this, how);
            }

            @Override
            public void fedBy(Upstream feeder) {
                upstream = feeder;
            }

            private void stop(Ending reason) {
                Upstream stopped = upstream;
                upstream = null;
                if (stopped != null) {
                    stopped.cancel(reason);
                    if (this == second) {
                        site.due(1); // to learn that, and not before it was told
                    }
                }
            }
        }

        private void ended(Part part, Ending how) {
            if (over) {
                return;
            }
            boolean otherIsNext = part == first && !any && how instanceof Ending.Done;
            if (otherIsNext) {
                turn = second;
                if (second.ending != null) {
                    finish(second.ending);
                } else {
                    site.due(1);
                }
            } else if (part == turn || !(how instanceof Ending.Done)) {
                finish(how);
            }
        }

        private void finish(Ending how) {
            cancel(how);
            next.end(how);
        }

        @Override
        public void cancel(Ending reason) {
            over = true;
            first.stop(reason);
            second.stop(reason);
        }
    }
}
