package dev.weir;

/** Two layers, one on top of the other. */
final class StackedLayer<I, O, M, N, I2, O2> extends Layer<I, O, I2, O2> {
    private final Layer<I, O, M, N> lower;
    private final Layer<M, N, I2, O2> upper;

    StackedLayer(Layer<I, O, M, N> lower, Layer<M, N, I2, O2> upper) {
        this.lower = lower;
        this.upper = upper;
    }

    @Override
    public Duplex<I2, O2> over(Duplex<I, O> below) {
        return upper.over(lower.over(below));
    }

    @Override
    public Layer<O2, I2, O, I> reversed() {
        return new StackedLayer<>(upper.reversed(), lower.reversed());
    }
}
