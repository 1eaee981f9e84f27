package dev.weir;

/** Layers of tests, each of the plainest kind. */
final class Layers {
    private Layers() {}

    /** Hands on everything in both directions, and each end. */
    static <U, D> LogicLayer<U, D, U, D> passing(String name) {
        return Layer.stateful(name, LayerRoom.DEFAULT, () -> sides -> {
            boolean up = Sides.move(sides.below(), sides.up());
            boolean down = Sides.move(sides.above(), sides.down());
            return up || down;
        });
    }

    /** Answers each ping itself, at once; everything else goes on. */
    static LogicLayer<String, String, String, String> answeringPings(LayerRoom room) {
        return Layer.stateful("pings", room, () -> sides -> {
            boolean down = Sides.move(sides.above(), sides.down());
            String heard = sides.below().peek();
            boolean ping = heard != null && heard.equals("ping");
            if (ping && sides.control().room()) {
                sides.below().take();
                sides.control().put("pong");
                return true;
            }
            return (!ping && Sides.move(sides.below(), sides.up())) || down;
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
            return Sides.move(from, to);
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
        return FrameLayer.of("lines", () -> Frames.lines(80), Encodings.lines(80));
    }
}
