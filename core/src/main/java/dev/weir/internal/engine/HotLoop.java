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

    private HotLoop(Code code, Frame frame, Step<?, ?>[] steps, Inlet<?> after, Island island) {
        this.code = code;
        this.frame = frame;
        this.steps = steps;
        this.after = after;
        this.end = after instanceof SinkStep<?> sink ? sink : null;
        this.island = island;
    }

    /** For the steps of a run behind this inlet. Null: they are not what the code was written for. */
    static @Nullable HotLoop of(
            Code code, List<Op> ops, @Nullable Object[] functions, Pull<?> pull, Inlet<?> first, Island island) {
        boolean ends = ops.getLast().isEnd();
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
        if (ends && !(at instanceof SinkStep<?>)) {
            return null;
        }
        return new HotLoop(code, new Frame(pull, functions, at, gates, sites, island), steps, at, island);
    }

    /** Moves as many as it may. Zero: there is no room, or nothing may move. The source tells how it ended. */
    int drive() {
        int all = 0;
        frame.dry = false;
        for (int most = most(); most > 0; most = most()) {
            if (end != null && !takeUp(end)) {
                return all;
            }
            frame.ended = 0;
            frame.full = false;
            int moved = code.move(frame, most);
            all += moved;
            island.moved(moved);
            if (end != null) {
                settle(end);
            }
            if (frame.failedAt >= 0) {
                fail(Objects.requireNonNull(frame.thrown));
            }
            if (frame.closedAt >= 0) {
                steps[frame.closedAt].finish(); // has no effect if it has failed
                return all;
            }
            if (frame.dry || frame.full || frame.failedAt != Frame.NOWHERE) {
                return all;
            }
        }
        return all;
    }

    private int most() {
        return after.room() && !isOver() ? island.mayMove(MOST) : 0;
    }

    private boolean isOver() {
        return steps.length > 0 && steps[0].over();
    }

    /** False: the end has nothing that items could go into. */
    private boolean takeUp(SinkStep<?> sink) {
        try {
            frame.value = sink.kept();
            return true;
        } catch (Throwable t) {
            sink.fail(t);
            return false;
        }
    }

    private void settle(SinkStep<?> sink) {
        if (frame.value != null) {
            sink.keep(frame.value);
        }
        sink.took(frame.ended);
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
