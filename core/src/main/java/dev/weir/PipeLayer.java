package dev.weir;

/** A layer of two pipes that know nothing of each other. */
final class PipeLayer<I, O, I2, O2> extends Layer<I, O, I2, O2> {
    private final Pipe<O2, O> down;
    private final Pipe<I, I2> up;

    PipeLayer(Pipe<O2, O> down, Pipe<I, I2> up) {
        this.down = down;
        this.up = up;
    }

    @Override
    public Duplex<I2, O2> over(Duplex<I, O> below) {
        return new Duplex<>(below.source().through(up), down.to(below.sink()), below.isCoupled(), null);
    }

    @Override
    public Layer<O2, I2, O, I> reversed() {
        return new PipeLayer<>(up, down);
    }
}
