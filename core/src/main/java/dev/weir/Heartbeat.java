package dev.weir;

import java.time.Duration;
import java.util.Objects;

/**
 * A layer that says that it is there whenever nothing was said for a while, and fails the conversation when nothing was
 * heard for too long. What it says is an item like the others; the peer has to know it, as this one knows the peer's.
 */
public final class Heartbeat {
    private Heartbeat() {}

    /**
     * Beats, and listens for beats.
     *
     * @param every after this long without anything said, a beat is said; more than 0
     * @param patience after this long without anything heard, the conversation fails; more than 0
     * @param beat what is said
     * @param isBeat whether what was heard is a beat, which is not handed up
     * @param <T> what is said and heard
     * @return a layer, which adds no more room to a conversation than {@link LayerRoom#DEFAULT}
     * @throws IllegalArgumentException if a time is not more than 0
     */
    public static <T> LogicLayer<T, T, T, T> of(Duration every, Duration patience, T beat, Test<? super T> isBeat) {
        positive("every", every);
        positive("patience", patience);
        Objects.requireNonNull(beat);
        Objects.requireNonNull(isBeat);
        return Layer.stateful(
                "heartbeat", LayerRoom.DEFAULT, () -> new Beating<>(every.toNanos(), patience.toNanos(), beat, isBeat));
    }

    private static void positive(String what, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(
                    "a heartbeat's " + what + " must be > 0 but was " + value + "; leave the layer out instead");
        }
    }

    private static final class Beating<T> implements LayerLogic<T, T, T, T> {
        private final long every;
        private final long patience;
        private final T beat;
        private final Test<? super T> isBeat;
        private boolean begun;
        private long saidAt;
        private long heardAt;

        Beating(long every, long patience, T beat, Test<? super T> isBeat) {
            this.every = every;
            this.patience = patience;
            this.beat = beat;
            this.isBeat = isBeat;
        }

        @Override
        public boolean step(Sides<T, T, T, T> sides) throws Exception {
            long now = sides.nanoTime();
            if (!begun) {
                begun = true;
                saidAt = now;
                heardAt = now;
            }
            boolean down = say(sides, now);
            boolean up = hear(sides, now);
            lookAgain(sides, now);
            return down || up;
        }

        /** When the next thing is due. While there is no room for a beat, it is when there is. */
        private void lookAgain(Sides<T, T, T, T> sides, long now) {
            long left = Long.MAX_VALUE;
            if (sides.control().room()) {
                left = saidAt + every - now;
            }
            if (!sides.below().ended()) {
                left = Math.min(left, heardAt + patience - now);
            }
            if (left < Long.MAX_VALUE) {
                sides.again(Duration.ofNanos(Math.max(1, left)));
            }
        }

        private boolean say(Sides<T, T, T, T> sides, long now) {
            boolean due = now - saidAt >= every && sides.control().room();
            if (due) {
                sides.control().put(beat);
            }
            boolean item = sides.above().ready();
            boolean moved = Sides.move(sides.above(), sides.down());
            if (due || (moved && item)) {
                saidAt = now;
            }
            return due || moved;
        }

        private boolean hear(Sides<T, T, T, T> sides, long now) throws Exception {
            T next = sides.below().peek();
            if (next == null && now - heardAt >= patience && !sides.below().ended()) {
                throw new java.io.IOException("a peer must say something within " + Duration.ofNanos(patience)
                        + " but said nothing; is it there, and does it beat?");
            }
            if (next != null) {
                heardAt = now; // it is there, even if we have no room for it
            }
            if (next != null && isBeat.holds(next)) {
                sides.below().take();
                return true;
            }
            return Sides.move(sides.below(), sides.up());
        }
    }
}
