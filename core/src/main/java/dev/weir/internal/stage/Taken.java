package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.internal.engine.Driver;
import dev.weir.internal.engine.Link;
import dev.weir.internal.engine.LinkReader;
import dev.weir.internal.engine.LinkWriter;
import dev.weir.internal.engine.Pull;
import dev.weir.internal.engine.PullHead;
import dev.weir.internal.engine.Site;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * {@code from(BlockingQueue)}: items are taken by a call that blocks, on a thread of its own. It takes one only when
 * its link has room, so that what it took always has a place, and is counted there whatever happens.
 */
public record Taken<T>(
        BlockingQueue<? extends T> queue, @Nullable T last, Capacity capacity) implements Stage {
    @Override
    public String kind() {
        return "from";
    }

    @Override
    public int inlets() {
        return 0;
    }

    @Override
    public boolean blocks() {
        return true;
    }

    @Override
    public Cut cut() {
        return Cut.AFTER;
    }

    @Override
    public List<Capacity> holds() {
        return List.of(capacity);
    }

    @Override
    public void open(Site site) {
        site.blocks(site.island());
        Link<T> link = new Link<>(site.name(), capacity, site.island(), site.after(0), site);
        LinkReader<T> reader = new LinkReader<>(link, site.next(0), site.after(0));
        LinkWriter<T> writer = new LinkWriter<>(link, site, site.island());
        Taker<T> taker = new Taker<>(queue, last);
        site.drive(site.after(0), reader);
        site.drive(site.after(0), new Drain(reader, taker, site));
        site.drive(site.island(), writer);
        site.drive(site.island(), new PullHead<>(() -> taker, writer, site));
        site.gauge(link);
    }

    private static final class Taker<T> implements Pull<T> {
        private final BlockingQueue<? extends T> queue;
        private final @Nullable T last;
        private volatile boolean stopped;

        Taker(BlockingQueue<? extends T> queue, @Nullable T last) {
            this.queue = queue;
            this.last = last;
        }

        @Override
        public @Nullable T next() throws InterruptedException {
            if (stopped) {
                return null;
            }
            T item = Objects.requireNonNull(queue.take(), "a queue must give items but gave null");
            return item.equals(last) ? null : item;
        }

        @Override
        public boolean stopped() {
            return stopped;
        }
    }

    /**
     * Stops the taker when the pipeline drains. It is on the other side of the link, as the taker's own island is
     * blocked. Either the taker sees that it is stopped before it takes, or the interrupt finds it in the queue's call.
     */
    private record Drain(LinkReader<?> reader, Taker<?> taker, Site site) implements Driver {
        @Override
        public boolean drive() {
            return false;
        }

        @Override
        public boolean over() {
            return reader.over();
        }

        @Override
        public void drain() {
            if (site.drains()) {
                taker.stopped = true;
                site.island().interrupt(Ending.DRAINED);
            }
        }
    }
}
