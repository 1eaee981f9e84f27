package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Emitter;
import dev.weir.Ending;
import dev.weir.FlowCancelledException;
import dev.weir.Generator;
import dev.weir.internal.engine.Driver;
import dev.weir.internal.engine.Inlet;
import dev.weir.internal.engine.Island;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Upstream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The operator {@code generate()}: blocking code on a thread of its own, suspended in {@code emit} while its link is full. */
public record Generate<T>(Generator<T> generator, Capacity capacity) implements Stage {
    @Override
    public String kind() {
        return "generate";
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
    public Stage linked(Capacity links) {
        return new Generate<>(generator, Stage.or(capacity, links));
    }

    @Override
    public void open(Site site) {
        site.blocks(site.island());
        Inlet<T> out = Links.outlet(site, capacity);
        site.drive(site.island(), new Running<>(generator, out, site));
    }

    private static final class Running<T> implements Driver, Upstream, Emitter<T> {
        private final Generator<T> generator;
        private final Inlet<T> out;
        private final Site site;
        private final Island island;
        private boolean stopped;
        private boolean room; // of the item before
        private boolean drained;
        private boolean over;

        Running(Generator<T> generator, Inlet<T> out, Site site) {
            this.generator = generator;
            this.out = out;
            this.site = site;
            this.island = site.island();
            out.fedBy(this);
        }

        /** Runs the whole generator; in between, {@code emit} drives the island. */
        @Override
        public boolean drive() {
            if (over) {
                return false;
            }
            if (stopped) { // before it began
                end(drained ? Ending.DRAINED : Ending.DONE);
                return true;
            }
            @Nullable Ending ending = null;
            try {
                generator.run(this);
            } catch (Throwable t) {
                ending = stopped && t instanceof FlowCancelledException ? null : site.failure(t);
            }
            end(ending != null ? ending : drained ? Ending.DRAINED : Ending.DONE);
            return true;
        }

        @Override
        public void emit(T item) {
            Objects.requireNonNull(item, "generate must emit items but emitted null");
            if (stopped || !((room && island.mayMove()) || island.awaitRoom(out, site.place(), () -> stopped))) {
                stopped = true;
                throw new FlowCancelledException("no more items are wanted");
            }
            room = out.accept(item);
        }

        private void end(Ending ending) {
            if (!over) {
                over = true;
                out.end(ending);
            }
        }

        @Override
        public boolean over() {
            return over;
        }

        @Override
        public void cancel(Ending reason) {
            stopped = true;
        }

        @Override
        public void abort(Ending ending) {
            stopped = true;
            end(ending);
        }

        @Override
        public void drain() {
            drained |= !stopped && site.drains();
            stopped |= drained;
        }
    }
}
