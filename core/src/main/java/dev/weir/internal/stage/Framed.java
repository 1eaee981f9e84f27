package dev.weir.internal.stage;

import dev.weir.Ending;
import dev.weir.Framing;
import dev.weir.Make;
import dev.weir.internal.engine.Driver;
import dev.weir.internal.engine.Site;
import dev.weir.internal.frame.Unread;
import dev.weir.internal.jfr.DivertEvent;
import dev.weir.internal.jfr.LossEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * {@code Frames.of}: bytes become frames. What has come and was not read belongs to whoever reads next; a framing that
 * gives way, by itself or because it is told to from outside, has taken nothing but whole frames.
 *
 * <p>A chunk is read where it is. If a rest of it is kept, the next chunks go behind that in an array that doubles when
 * it is too small, and what is unread moves to its beginning only if that frees half of it: so each byte is moved a few
 * times at most, however long a frame and however small its chunks.
 */
public record Framed<O>(Make<? extends Framing<? extends O>> framing) implements Stage {
    @Override
    public String kind() {
        return "frames";
    }

    @Override
    public boolean suspends() {
        return true;
    }

    @Override
    public void open(Site site) {
        var running = new Running<O>(site, framing);
        site.step(running);
        site.drive(site.island(), running);
        site.diversion(running::divert);
    }

    private static final class Running<O> extends Emitting<byte[], O> implements Driver {
        private static final byte[] NOTHING = {};

        private final Make<? extends Framing<? extends O>> make;
        private @Nullable Framing<O> framing;
        private final AtomicReference<@Nullable Framing<O>> other = new AtomicReference<>();
        private final Unread unread = new Unread();
        private boolean reading;

        Running(Site site, Make<? extends Framing<? extends O>> make) {
            super(site);
            this.make = make;
        }

        @SuppressWarnings("unchecked") // whoever diverts a flow knows what its frames are
        private void divert(Framing<?> next) {
            other.set((Framing<O>) next);
            site.island().wake();
        }

        @SuppressWarnings("unchecked") // frames are only taken out
        private Framing<O> framing() throws Exception {
            if (framing == null) {
                framing = (Framing<O>) Objects.requireNonNull(make.make(), "a framing must be made but null was");
            }
            Framing<O> next = other.get() == null ? null : other.getAndSet(null); // not one that comes meanwhile
            if (next != null) {
                framing = next;
                DivertEvent.tell(site.name(), next.toString());
            }
            return framing;
        }

        @Override
        protected void expand(byte[] chunk) throws Exception {
            unread.append(chunk);
            reading = true;
            try {
                read();
            } finally {
                reading = false;
            }
        }

        @SuppressWarnings({"unchecked", "ReferenceEquality"}) // the same framing, not one like it
        private void read() throws Exception {
            while (!over()) {
                Framing<O> now = framing();
                ByteBuffer in = unread.view();
                O frame = now.next(in);
                unread.leave(in);
                if (frame == null) {
                    checkLength(now);
                    return;
                }
                emit(frame);
                Framing<O> next = (Framing<O>) now.after(frame);
                if (next != now) {
                    framing = next;
                    DivertEvent.tell(site.name(), next.toString());
                }
            }
        }

        private void checkLength(Framing<O> now) throws IOException {
            if (unread.size() >= now.longest()) {
                throw new IOException("a frame must have <= " + now.longest() + " bytes but one has more; raise the"
                        + " longest frame");
            }
        }

        /** Told to go another way while nothing comes: what is unread may be frames there. */
        @Override
        public boolean drive() {
            if (over() || other.get() == null || reading || !next.room()) {
                return false;
            }
            accept(NOTHING);
            return true;
        }

        /** The rest of it was not read any more. */
        private void letGoOfTheRest() {
            if (unread.size() > 0) {
                LossEvent.tell(site.name(), "unfinished: " + unread.size() + " bytes");
            }
        }

        @Override
        protected void beforeEnd(Ending ending) {
            if (ending instanceof Ending.Done done) {
                reading = true;
                try {
                    suspended();
                    read(); // it may have been told to go another way just now
                    if (done.early()) {
                        letGoOfTheRest();
                        return;
                    }
                    ByteBuffer rest = ByteBuffer.wrap(unread.copy());
                    O frame = framing().last(rest);
                    if (frame != null) {
                        emit(frame);
                    }
                } catch (Throwable t) {
                    fail(t);
                } finally {
                    reading = false;
                }
            }
        }
    }
}
