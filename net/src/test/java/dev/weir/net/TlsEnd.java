package dev.weir.net;

import dev.weir.Sides;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * One side of TLS whose four ends are links of one place, and its control lane another one before the link that leads down.
 * It only moves when it is told to.
 */
final class TlsEnd implements Sides<byte[], byte[], byte[], byte[]> {
    /** Several times what a handshake and the data of a test need. */
    private static final int MANY = 1_000;

    final SSLEngine engine;
    final Link above = new Link(MANY);
    final Link up = new Link(1);
    final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final Link below;
    private final Link down;
    private final TlsLogic logic;
    private boolean shaken;

    TlsEnd(SSLEngine engine, Link below, Link down) {
        this.engine = engine;
        this.below = below;
        this.down = down;
        Consumer<SSLEngine> told = done -> shaken = true;
        this.logic = new TlsLogic(engine, Duration.ofSeconds(10), told);
    }

    boolean step() throws Exception {
        boolean moved = logic.step(this);
        return down.send() || moved;
    }

    boolean isShaken() {
        return shaken;
    }

    /** Hears what has come up; whether there was anything. */
    boolean take() {
        if (!up.ready()) {
            return false;
        }
        heard.writeBytes(up.take());
        return true;
    }

    /** Lets both move, each as far as it can, until neither can. */
    static void settle(TlsEnd one, TlsEnd other) throws Exception {
        int steps = 0;
        for (boolean moved = true; moved; steps++) {
            if (steps > MANY) {
                throw new AssertionError("two sides must come to rest but did not in " + steps + " steps");
            }
            moved = one.step();
            moved |= other.step();
        }
    }

    /** Lets both move, and hears what they hand up, until nothing moves any more. */
    static void talk(TlsEnd one, TlsEnd other) throws Exception {
        boolean any = true;
        while (any) { // each time an item is heard, and they are not endless
            settle(one, other);
            any = one.take();
            any |= other.take();
        }
    }

    @Override
    public In<byte[]> below() {
        return below;
    }

    @Override
    public In<byte[]> above() {
        return above;
    }

    @Override
    public Out<byte[]> up() {
        return up;
    }

    @Override
    public Out<byte[]> down() {
        return down;
    }

    @Override
    public Out<byte[]> control() {
        return down.control;
    }

    @Override
    public long nanoTime() {
        return 0;
    }

    @Override
    public void again(Duration after) {}

    /** Some places, and a lane before them with one of its own. */
    static final class Link implements In<byte[]>, Out<byte[]> {
        final Lane control = new Lane();
        private final int places;
        private final Queue<byte[]> items = new ArrayDeque<>();
        private boolean ended;
        private boolean stopped;

        Link(int places) {
            this.places = places;
        }

        @Override
        public byte @Nullable [] peek() {
            return items.peek();
        }

        @Override
        public byte[] take() {
            return items.remove();
        }

        @Override
        public boolean ended() {
            return stopped || (ended && items.isEmpty() && control.item == null);
        }

        @Override
        public void stop() {
            stopped = true;
            items.clear();
            control.item = null;
        }

        @Override
        public boolean room() {
            return control.item == null && hasPlace();
        }

        private boolean hasPlace() {
            return !stopped && !ended && items.size() < places;
        }

        @Override
        public void put(byte[] item) {
            if (!room()) {
                throw new IllegalStateException("a link must have room");
            }
            items.add(item);
        }

        @Override
        public boolean wanted() {
            return !stopped && !ended;
        }

        @Override
        public void end() {
            ended = true;
        }

        private boolean send() {
            byte[] item = control.item;
            if (item == null || stopped || items.size() >= places) {
                return false;
            }
            control.item = null;
            items.add(item);
            return true;
        }

        final class Lane implements Out<byte[]> {
            private byte @Nullable [] item;

            @Override
            public boolean room() {
                return Link.this.wanted() && item == null;
            }

            @Override
            public void put(byte[] next) {
                if (!room()) {
                    throw new IllegalStateException("a lane must have room");
                }
                item = next;
            }

            @Override
            public boolean wanted() {
                return Link.this.wanted();
            }

            @Override
            public void end() {
                Link.this.end();
            }
        }
    }
}
