package dev.weir.internal.engine;

import dev.weir.FlowCancelledException;
import dev.weir.FlowFailedException;
import dev.weir.internal.compile.Code;
import dev.weir.internal.compile.Frame;
import dev.weir.internal.compile.Gate;
import dev.weir.internal.compile.Op;
import dev.weir.internal.stage.Pulled;
import dev.weir.plan.Plan;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs a plan that is one loop from its source to its end, on the thread of whoever waits for it. Nobody else could hold such a
 * run: there is nothing that could be asked how it stands, be paused, drained or cancelled. So it needs nothing that sees to
 * that, only what is pulled from, and where the loop is. An interrupt of the thread cancels it.
 */
final class Straight {
    private static final int MOST = 4096;
    private static final Site[] NO_SITES = {};
    private static final @Nullable Gate<?>[] NO_GATES = {};

    private final Plan plan;
    private final Opening<?> opening;
    private final Op.End end;
    private final Heat heat;
    private final boolean gated;

    private Straight(Plan plan, Opening<?> opening, Op.End end, Heat heat) {
        this.plan = plan;
        this.opening = opening;
        this.end = end;
        this.heat = heat;
        this.gated = heat.ops().stream().anyMatch(Op.Gated.class::isInstance);
    }

    /** Of a plan of one part that begins with this source. Null: what is behind that is not one loop. */
    static @Nullable Straight of(Plan plan, Pulled<?> source, @Nullable Heat heat) {
        if (heat == null
                || heat.ops().isEmpty()
                || heat.ops().size() != plan.nodes().size() - 1) {
            return null;
        }
        return heat.ops().getLast() instanceof Op.End end ? new Straight(plan, source.opening(), end, heat) : null;
    }

    /** The loop; null: it is not written yet, and the plan is run by its steps. */
    @Nullable
    Code code() {
        return heat.code();
    }

    /** One run, by the loop. */
    @Nullable
    Object run(Code code) {
        @Nullable Gate<?>[] gates = newGates();
        if (isInterrupted() || letsNoneThrough(gates)) {
            Site.close(name(0), opening::abandon); // it was never opened
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
            Site.close(name(0), frame.pull::close);
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

    private @Nullable Object first() {
        try {
            return end.first();
        } catch (Throwable t) {
            throw failed(plan.nodes().size() - 1, t);
        }
    }

    private @Nullable Object result(@Nullable Object held, long items) {
        try {
            return end.result(held, items);
        } catch (Throwable t) {
            throw failed(plan.nodes().size() - 1, t);
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
        return plan.nodes().get(place).name();
    }
}
