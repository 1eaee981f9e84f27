package dev.weir.internal.stage;

import dev.weir.Ending;
import dev.weir.Make;
import dev.weir.Writer;
import dev.weir.internal.engine.Driver;
import dev.weir.internal.engine.Island;
import dev.weir.internal.engine.SinkStep;
import dev.weir.internal.engine.Site;
import org.jspecify.annotations.Nullable;

/**
 * {@code writing}, {@code write}, {@code putting}: items go to an API that is written to and calls back when it has
 * drained, or one that blocks until then.
 */
public record Written<T, R extends @Nullable Object>(
        String kind, boolean blocks, Make<? extends Writer<? super T, ? extends R>> make) implements Stage {
    @Override
    public int outlets() {
        return 0;
    }

    @Override
    public void open(Site site) {
        var running = new Running<T, R>(site, make);
        site.inlet(0, running);
        site.wokenFromOutside(() -> !running.ready);
        site.drive(site.island(), running);
        if (blocks) {
            site.blocks(site.island());
        }
    }

    private static final class Running<T, R extends @Nullable Object> extends SinkStep<T> implements Driver {
        private final Make<? extends Writer<? super T, ? extends R>> make;
        private final Island island;
        private @Nullable Writer<? super T, ? extends R> writer;
        private boolean unflushed;
        private volatile boolean ready = true;
        private volatile @Nullable Throwable broken;

        Running(Site site, Make<? extends Writer<? super T, ? extends R>> make) {
            super(site);
            this.make = make;
            this.island = site.island();
        }

        private Writer<? super T, ? extends R> writer() throws Exception {
            Writer<? super T, ? extends R> open = writer;
            if (open == null) {
                open = make.make();
                writer = open;
                open.open(this::drained, this::broken);
            }
            return open;
        }

        private void drained() {
            ready = true;
            island.wake();
        }

        private void broken(Throwable cause) {
            broken = cause;
            island.wake();
        }

        /**
         * Opens the writer before the first item, so that one that is broken is noticed without one. It is driven again
         * when what came before has stopped for want of items or room: the time to flush.
         */
        @Override
        public boolean drive() {
            if (over()) {
                return false;
            }
            try {
                Writer<? super T, ? extends R> open = writer();
                if (unflushed && broken == null) {
                    unflushed = false;
                    open.flush();
                }
            } catch (Throwable t) {
                fail(t);
                return true;
            }
            Throwable cause = broken;
            if (cause != null) {
                fail(cause);
            }
            return cause != null;
        }

        @Override
        public boolean room() {
            return ready && super.room();
        }

        @Override
        protected boolean take(T item) throws Exception {
            ready = false; // before the write: it may drain before it has returned
            unflushed = true;
            if (writer().write(item)) {
                ready = true;
            }
            return ready;
        }

        @Override
        protected @Nullable Object value() throws Exception {
            return writer().finish();
        }

        @Override
        protected void close(Ending ending) throws Exception {
            if (writer != null && !(ending instanceof Ending.Done)) {
                writer.abort(ending);
            }
        }
    }
}
