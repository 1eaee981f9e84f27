package dev.weir.internal.engine;

import dev.weir.internal.compile.Code;
import dev.weir.internal.compile.Frame;
import dev.weir.internal.compile.Gate;
import dev.weir.internal.compile.Op;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Moves the items of one run by code that was written for the likes of it, in place of the steps behind a source. These stay
 * what they are: the loop takes up what they have kept in mind, leaves it there before it comes back, and has them fail.
 */
final class HotLoop {
    private static final int MOST = 1024;

    private final Code code;
    private final Frame frame;
    private final Step<?, ?>[] steps;
    private final @Nullable SinkStep<?> end;
    private final Inlet<?> after;
    private final Island island;
    private final One one = new One();

    private HotLoop(
            Code code, Frame frame, Step<?, ?>[] steps, @Nullable SinkStep<?> end, Inlet<?> after, Island island) {
        this.code = code;
        this.frame = frame;
        this.steps = steps;
        this.after = after;
        this.end = end;
        this.island = island;
    }

    /** For the steps of a run behind this inlet. Null: they are not what the code was written for. */
    static @Nullable HotLoop of(
            Code code, List<Op> ops, @Nullable Object[] functions, Pull<?> pull, Inlet<?> first, Island island) {
        boolean ends = !ops.isEmpty() && ops.getLast().isEnd();
        Step<?, ?>[] steps = new Step<?, ?>[ops.size() - (ends ? 1 : 0)];
        Site[] sites = new Site[steps.length];
        @Nullable Gate<?>[] gates = new @Nullable Gate<?>[steps.length];
        Inlet<?> at = first;
        for (int i = 0; i < steps.length; i++) {
            if (!(at instanceof Step<?, ?> step)) {
                return null;
            }
            steps[i] = step;
            sites[i] = step.site();
            gates[i] = step instanceof GateStep<?> gated ? gated.gate : null;
            at = step.next;
        }
        SinkStep<?> end = ends && at instanceof SinkStep<?> sink ? sink : null;
        if (ends && end == null) {
            return null;
        }
        return new HotLoop(code, new Frame(pull, functions, at, gates, sites, island), steps, end, at, island);
    }

    /** Moves as many as it may. Zero: there is no room, or nothing may move. The source tells how it ended. */
    int drive() {
        int all = 0;
        frame.dry = false;
        boolean more = true;
        while (more) {
            int most = most();
            more = most > 0 && takesUp();
            int moved = more ? code.move(frame, most) : 0;
            all += moved;
            island.moved(moved);
            more = more && settle();
        }
        return all;
    }

    /**
     * Moves one item, for which there is room, and which was taken from the source in another way than this takes them.
     * False: nothing may move any more, and the steps must see to the item.
     */
    boolean move(Object item) {
        boolean moves = takesUp();
        if (moves) {
            Pull<?> source = frame.pull;
            one.item = item;
            frame.pull = one;
            moves = code.move(frame, 1) > 0;
            frame.pull = source;
            one.item = null; // what has gone on is not kept
            settle();
        } else if (end != null) {
            end.letGo(item);
            moves = true;
        }
        return moves;
    }

    /** Where one item comes from. */
    private static final class One implements Pull<Object> {
        private @Nullable Object item;

        @Override
        public @Nullable Object next() {
            return item;
        }
    }

    /** False: the end has nothing that items could go into. */
    private boolean takesUp() {
        frame.ended = 0;
        if (end == null) {
            return true;
        }
        try {
            frame.value = end.kept();
            return true;
        } catch (Throwable t) {
            end.fail(t);
            return false;
        }
    }

    /** Does what the loop has left to be done. Whether it may go on. */
    private boolean settle() {
        handOn();
        if (end != null) {
            if (frame.value != null) {
                end.keep(frame.value);
            }
            end.took(frame.ended);
        }
        if (frame.failedAt >= 0) {
            fail(Objects.requireNonNull(frame.thrown));
        }
        if (frame.closedAt >= 0) {
            steps[frame.closedAt].finish(); // has no effect if it has failed
            return false;
        }
        return !frame.dry && frame.failedAt == Frame.NOWHERE;
    }

    private void handOn() {
        Object left = frame.left;
        Inlet<Object> next = frame.next;
        if (left != null && next != null) {
            frame.left = null;
            next.accept(left); // whether there is room then, is asked before the next one
        }
    }

    private int most() {
        return after.room() && !isOver() ? island.mayMove(MOST) : 0;
    }

    private boolean isOver() {
        return steps.length > 0 && steps[0].over();
    }

    private void fail(Throwable thrown) {
        if (frame.failedAt < steps.length) {
            steps[frame.failedAt].fail(thrown);
        } else if (end != null) {
            end.fail(thrown);
        }
    }

    /** Whether the source has no more. */
    boolean isDry() {
        return frame.dry;
    }

    /** What the source has thrown; null: nothing. */
    @Nullable
    Throwable thrownBySource() {
        return frame.failedAt == Frame.SOURCE ? frame.thrown : null;
    }
}
