package dev.weir.internal.layer;

import dev.weir.LayerLogic;
import dev.weir.Sides;
import java.time.Duration;

/** A layer that was put in beneath the frames: what it stands on, and the slots between it and what stands on it. */
final class Inserted implements Sides<byte[], byte[], byte[], byte[]> {
    private final LayerLogic<byte[], byte[], byte[], byte[]> logic;
    private final In<byte[]> below;
    private final Out<byte[]> down;
    private final Out<byte[]> control;
    private final Sides<byte[], byte[], ?, ?> outside;
    final Slot<byte[]> up;
    final Slot<byte[]> above;

    /** On these ends; what it says of its own goes by that way. */
    Inserted(
            LayerLogic<byte[], byte[], byte[], byte[]> logic,
            In<byte[]> below,
            Out<byte[]> down,
            Out<byte[]> control,
            Sides<byte[], byte[], ?, ?> outside) {
        this.logic = logic;
        this.below = below;
        this.down = down;
        this.control = control;
        this.outside = outside;
        this.above =
                new Slot<>(() -> outside.below().drained() || outside.above().drained());
        this.up = new Slot<>(() -> below.drained() || above.drained());
    }

    boolean step() throws Exception {
        return logic.step(this);
    }

    LayerLogic<byte[], byte[], byte[], byte[]> logic() {
        return logic;
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
        return control;
    }

    @Override
    public long nanoTime() {
        return outside.nanoTime();
    }

    @Override
    public void again(Duration after) {
        outside.again(after);
    }
}
