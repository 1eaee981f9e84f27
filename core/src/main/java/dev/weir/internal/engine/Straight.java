package dev.weir.internal.engine;

import dev.weir.FlowCancelledException;
import dev.weir.FlowFailedException;
import dev.weir.internal.compile.Code;
import dev.weir.internal.compile.Frame;
import dev.weir.internal.compile.Gate;
import dev.weir.internal.compile.Op;
import dev.weir.internal.declare.Row;
import dev.weir.internal.stage.Pulled;
import dev.weir.internal.stage.Stage;
import java.nio.channels.ClosedByInterruptException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs a flow that is one loop from its source to its end, on the thread of whoever waits for it. Nobody else could hold such a
 * run: there is nothing that could be asked how it stands, be paused, drained or cancelled. So it needs nothing that sees to
 * that, only what is pulled from, and where the loop is. An interrupt of the thread cancels it.
 */
final class Straight {
    private static final int MOST = 4096;
    private static final int PUT_TOGETHER = 32;
    private static final Site[] NO_SITES = {};
    private static final @Nullable Gate<?>[] NO_GATES = {};

    private final Blueprint whole;
    private final Opening<?> opening;
    private final Op.End end;
    private final Heat heat;
    private final boolean gated;

    private Straight(Blueprint whole, Opening<?> opening, Op.End end, Heat heat) {
        this.whole = whole;
        this.opening = opening;
        this.end = end;
        this.heat = heat;
        this.gated = isGated(heat.ops());
    }

    private static boolean isGated(List<Op> ops) {
        for (Op op : ops) {
            if (op instanceof Op.Gated) {
                return true;
            }
        }
        return false;
    }

    /** Of a flow whose stages stand in a row. Null: that is not one loop. */
    static @Nullable Straight of(Blueprint whole, Row row) {
        int behind = row.size() - 1;
        if (behind > Layout.LONGEST || !(row.stage(0).operator() instanceof Pulled<?> source)) {
            return null;
        }
        Op[] ops = new Op[behind];
        for (int i = behind; i > 0; i--) { // most that is not one loop does not end in one
            Op op = ((Stage) row.stage(i).operator()).inlined();
            if (op == null) {
                return null;
            }
            ops[i - 1] = op;
        }
        Heat heat = Heat.of(
                Arrays.asList(ops),
                source.opening().isRange(),
                row.stage(behind).operator().getClass());
        return heat != null && ops[behind - 1] instanceof Op.End end
                ? new Straight(whole, source.opening(), end, heat)
                : null;
    }

    /** The loop; null: it is not written yet, and the plan is run by its steps. */
    @Nullable
    Code code() {
        return heat.code();
    }

    /** A run was put together to be run by its steps, which costs as much as so many items. */
    void runsBySteps() {
        heat.moved(PUT_TOGETHER);
    }

    /** Whether it needs a thread that may block. */
    boolean blocks() {
        return opening.blocks();
    }

    /** One run, by the loop. */
    @Nullable
    Object run(Code code) {
        @Nullable Gate<?>[] gates = newGates();
        if (isInterrupted() || letsNoneThrough(gates)) {
            close(opening::abandon); // it was never opened
            mayGoOn();
            return result(first(), 0);
        }
        Frame frame = new Frame(open(), heat.functions(), null, gates, NO_SITES, null);
        long items = 0;
        try {
            frame.value = first();
            while (!frame.dry && frame.closedAt < 0) {
                mayGoOn();
                code.move(frame, MOST);
                items += frame.ended;
                if (frame.failedAt != Frame.NOWHERE) {
                    throw failed(frame.failedAt + 1, Objects.requireNonNull(frame.thrown));
                }
            }
        } finally {
            close(frame.pull::close);
        }
        return result(frame.value, items);
    }

    private @Nullable Gate<?>[] newGates() {
        if (!gated) {
            return NO_GATES;
        }
        List<Op> ops = heat.ops();
        @Nullable Gate<?>[] made = new @Nullable Gate<?>[ops.size()];
        for (int i = 0; i < made.length; i++) {
            made[i] = ops.get(i) instanceof Op.Gated gate ? gate.gate().get() : null;
        }
        return made;
    }

    private static boolean letsNoneThrough(@Nullable Gate<?>[] gates) {
        for (Gate<?> gate : gates) {
            if (gate != null && gate.closes) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInterrupted() {
        return Thread.currentThread().isInterrupted();
    }

    private static void mayGoOn() {
        if (isInterrupted()) {
            throw interrupted();
        }
    }

    private static FlowCancelledException interrupted() {
        return new FlowCancelledException(Crew.INTERRUPTED);
    }

    private Pull<?> open() {
        try {
            return opening.open();
        } catch (Throwable t) {
            throw failed(0, t);
        }
    }

    private void close(AutoCloseable source) {
        try {
            source.close();
        } catch (Throwable t) {
            Site.unheard(name(0), "could not close " + source, t);
        }
    }

    private @Nullable Object first() {
        try {
            return end.first();
        } catch (Throwable t) {
            throw failed(heat.ops().size(), t);
        }
    }

    private @Nullable Object result(@Nullable Object held, long items) {
        try {
            return end.result(held, items);
        } catch (Throwable t) {
            throw failed(heat.ops().size(), t);
        }
    }

    private RuntimeException failed(int place, Throwable cause) {
        if (cause instanceof InterruptedException || cause instanceof ClosedByInterruptException) {
            Thread.currentThread().interrupt();
            return interrupted();
        }
        return new FlowFailedException(name(place), cause);
    }

    /** Of the stage in this place: it was declared from the source to the end, and so are the ids. */
    private String name(int place) {
        return whole.plan().nodes().get(place).name();
    }
}
