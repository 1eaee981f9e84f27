package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.internal.engine.Inlet;
import dev.weir.internal.engine.Link;
import dev.weir.internal.engine.LinkWriter;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Upstream;
import dev.weir.plan.Operator;

/** Where what goes back through a layer comes into it: the other end of the link is the layer's own. */
public record Crossing(Layered layer) implements Stage {
    @Override
    public String kind() {
        return "crossing";
    }

    @Override
    public int outlets() {
        return 0;
    }

    @Override
    public boolean continuesAt(Operator other) {
        return layer.isSame(other);
    }

    @Override
    public Stage linked(Capacity links) {
        return new Crossing((Layered) layer.linked(links));
    }

    @Override
    public void open(Site site) {
        Link<Object> link = layer.across(site);
        LinkWriter<Object> writer = new LinkWriter<>(link, site, site.island());
        site.drive(site.island(), writer);
        site.inlet(0, new Running(writer, site));
    }

    /** Writes into the link, and tells the run how this end has ended. */
    private record Running(LinkWriter<Object> writer, Site site) implements Inlet<Object> {
        @Override
        public boolean accept(Object item) {
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
