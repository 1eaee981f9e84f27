package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.internal.engine.Island;
import dev.weir.internal.engine.Link;
import dev.weir.internal.engine.Loops;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.TakingHead;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * {@code feedback}, its beginning: what goes round again comes first, and a new item is let in only while fewer are inside
 * than the way back has room for. So that way is never full, and the circle cannot get stuck by itself.
 */
public record FeedbackGate<T>(Object key, int room) implements Stage {
    @Override
    public String kind() {
        return "feedback";
    }

    @Override
    public Cut cut() {
        return Cut.BEFORE;
    }

    @Override
    public List<Capacity> holds() {
        return List.of(Capacity.DEFAULT, Capacity.items(room));
    }

    /** The way back, and how many items are inside, shared by both ends. */
    record Circle<T>(Link<T> back, AtomicInteger inside, Island gate) {
        static <T> Circle<T> of(Site site, Object key, int room) {
            Island gate = site.islandOf(at -> at instanceof FeedbackGate<?> other && other.key.equals(key));
            Island split = site.islandOf(
                    at -> at instanceof FeedbackSplit<?, ?> other && other.key().equals(key));
            Link<T> back = new Link<>("feedback[back]", Capacity.items(room), split.onlyWoken(), gate, site);
            return new Circle<>(back, new AtomicInteger(), gate);
        }
    }

    @Override
    public boolean goesRound() {
        return true;
    }

    @Override
    public void open(Site site) {
        Circle<T> circle = site.shared(key, () -> Circle.of(site, key, room));
        Link<T> in = Links.inlet(site, 0, Capacity.DEFAULT);
        var running = new Running<>(in, circle, room, site);
        site.drive(site.island(), running);
        site.loop(running);
        site.gauge(circle.back);
    }

    private static final class Running<T> extends TakingHead<T> implements Loops.Head {
        private final Link<T> in;
        private final Link<T> back;
        private final Circle<T> circle;
        private final int room;
        private final Site site;
        private volatile boolean quiet;

        Running(Link<T> in, Circle<T> circle, int room, Site site) {
            super(site.next(0), site.island());
            this.in = in;
            this.back = circle.back;
            this.circle = circle;
            this.room = room;
            this.site = site;
            next.fedBy(this);
        }

        @Override
        public void quiet(boolean ended) {
            if (circle.inside.get() > 0) {
                quiet = true;
                site.island().wake();
            }
        }

        @Override
        protected void look() {
            int lost = circle.inside.get();
            if (quiet && lost > 0) {
                end(site.failure(new IllegalStateException("the body of a feedback must answer each item once, with"
                        + " again or out, but " + lost + " have got no answer; answer all of them")));
            }
        }

        @Override
        public @Nullable T next() {
            T item = back.poll();
            if (item == null && circle.inside.get() < room) {
                item = in.poll();
                if (item != null) {
                    circle.inside.incrementAndGet();
                }
            }
            return item;
        }

        @Override
        protected @Nullable Ending ended() {
            Ending how = in.ended();
            if (how == null || circle.inside.get() > 0) {
                return null;
            }
            back.cancel(how);
            return how;
        }

        @Override
        protected boolean rest() {
            if (!back.sleep()) {
                return false;
            }
            boolean closed = circle.inside.get() >= room || in.ended() != null;
            return closed ? circle.inside.get() >= room || circle.inside.get() > 0 : in.sleep();
        }

        @Override
        protected boolean ready() {
            return back.ready() || in.ready();
        }

        @Override
        protected void letGo(Ending reason) {
            in.cancel(reason);
            back.cancel(reason);
        }
    }
}
