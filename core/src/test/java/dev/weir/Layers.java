package dev.weir;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;

/** Layers of tests, each of the plainest kind. */
final class Layers {
    private Layers() {}

    /** Hands on everything in both directions, and each end. */
    static <U, D> LogicLayer<U, D, U, D> passing(String name) {
        return Layer.stateful(name, LayerRoom.DEFAULT, () -> sides -> {
            boolean up = move(sides.below(), sides.up());
            boolean down = move(sides.above(), sides.down());
            return up || down;
        });
    }

    /** Moves an item, or the end, or that nobody wants it any more. */
    static <T> boolean move(Sides.In<T> from, Sides.Out<T> to) {
        if (!to.wanted()) {
            boolean open = !from.ended();
            from.stop();
            return open;
        }
        if (from.ready() && to.room()) {
            to.put(from.take());
            return true;
        }
        if (from.ended()) {
            to.end();
            return true;
        }
        return false;
    }

    /** Answers each ping itself, at once; everything else goes on. */
    static LogicLayer<String, String, String, String> answeringPings(LayerRoom room) {
        return Layer.stateful("pings", room, () -> sides -> {
            boolean down = move(sides.above(), sides.down());
            String heard = sides.below().peek();
            boolean ping = heard != null && heard.equals("ping");
            if (ping && sides.control().room()) {
                sides.below().take();
                sides.control().put("pong");
                return true;
            }
            return (!ping && move(sides.below(), sides.up())) || down;
        });
    }

    /** Says that it is there each time that nothing was said for a while. */
    static LogicLayer<String, String, String, String> beating(Duration every) {
        return Layer.stateful("beat", LayerRoom.DEFAULT, () -> new LayerLogic<>() {
            private long said = Long.MIN_VALUE;

            @Override
            public boolean step(Sides<String, String, String, String> sides) {
                long now = sides.nanoTime();
                said = said == Long.MIN_VALUE ? now : said;
                boolean down = sides.above().ready() && move(sides.above(), sides.down());
                boolean due = now - said >= every.toNanos() && sides.control().room();
                if (due) {
                    sides.control().put("beat");
                }
                if (down || due) {
                    said = now;
                }
                boolean over = sides.above().ended() && sides.down().wanted();
                if (over) {
                    sides.down().end();
                } else {
                    sides.again(every);
                }
                return move(sides.below(), sides.up()) || down || due || over;
            }
        });
    }

    /** Adds a number to each byte that goes down, and takes it from each that comes up: a cipher, as it were. */
    static LogicLayer<byte[], byte[], byte[], byte[]> shifting(int by) {
        return Layer.stateful("shift " + by, LayerRoom.DEFAULT, () -> sides -> {
            boolean up = shift(sides.below(), sides.up(), -by);
            boolean down = shift(sides.above(), sides.down(), by);
            return up || down;
        });
    }

    private static boolean shift(Sides.In<byte[]> from, Sides.Out<byte[]> to, int by) {
        if (!from.ready() || !to.wanted()) {
            return move(from, to);
        }
        if (!to.room()) {
            return false;
        }
        to.put(shifted(from.take(), by));
        return true;
    }

    static byte[] shifted(byte[] bytes, int by) {
        byte[] other = bytes.clone();
        for (int i = 0; i < other.length; i++) {
            other[i] += (byte) by;
        }
        return other;
    }

    /** Lines that end with LF. */
    static FrameLayer<String, String> lines() {
        return FrameLayer.of("lines", () -> Frames.lines(80), line -> (line + "\n").getBytes(UTF_8));
    }
}
