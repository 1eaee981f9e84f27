package dev.weir.internal.layer;

import dev.weir.Sides;
import org.jspecify.annotations.Nullable;

/** What was read and not used by whoever read before, and after that what comes. */
final class Rest implements Sides.In<byte[]> {
    private final Sides.In<byte[]> then;
    private byte @Nullable [] first;

    Rest(byte[] first, Sides.In<byte[]> then) {
        this.first = first.length == 0 ? null : first;
        this.then = then;
    }

    @Override
    public byte @Nullable [] peek() {
        return first != null ? first : then.peek();
    }

    @Override
    public byte[] take() {
        byte[] taken = first;
        first = null;
        return taken != null ? taken : then.take();
    }

    @Override
    public boolean ended() {
        return first == null && then.ended();
    }

    @Override
    public boolean drained() {
        return first == null && then.drained();
    }

    @Override
    public void stop() {
        first = null;
        then.stop();
    }
}
