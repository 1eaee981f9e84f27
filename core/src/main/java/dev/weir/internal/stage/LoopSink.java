package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.internal.engine.Inlet;
import dev.weir.internal.engine.Link;
import dev.weir.internal.engine.LinkWriter;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Upstream;
import dev.weir.plan.Operator;

/** {@code Graph.close}: from where items go back. */
public record LoopSink<T>(Object key, String loop, Capacity capacity) implements Stage {
    @Override
    public String kind() {
        return "loop";
    }

    @Override
    public int outlets() {
        return 0;
    }

    @Override
    public boolean continuesAt(Operator other) {
        return other instanceof LoopSource<?> source && source.key().equals(key);
    }

    static <T> Link<T> link(Site site, Object key, String name, Capacity capacity) {
        return new Link<>(
                name,
                capacity,
                site.islandOf(operator ->
                        operator instanceof LoopSink<?> sink && sink.key().equals(key)),
                site.islandOf(operator ->
                        operator instanceof LoopSource<?> source && source.key().equals(key)),
                site);
    }

    @Override
    public void open(Site site) {
        Link<T> link = site.shared(key, () -> link(site, key, loop, capacity));
        LinkWriter<T> writer = new LinkWriter<>(link, site, site.island());
        site.drive(site.island(), writer);
        site.inlet(0, new Running<>(writer, site));
    }

    /** Writes into the link, and tells the run how this end has ended. */
    private record Running<T>(LinkWriter<T> writer, Site site) implements Inlet<T> {
        @Override
        public boolean accept(T item) {
            return writer.accept(item);
        }

        @Override
        public boolean room() {
            return writer.room();
        }

        @Override
        public void end(Ending ending) {
            writer.end(ending);
            site.settle(ending, null);
        }

        @Override
        public void fedBy(Upstream upstream) {
            writer.fedBy(upstream);
        }
    }
}
