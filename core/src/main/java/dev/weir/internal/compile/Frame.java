package dev.weir.internal.compile;

import dev.weir.internal.engine.Inlet;
import dev.weir.internal.engine.Pull;
import dev.weir.internal.engine.Signals;
import dev.weir.internal.engine.Site;
import org.jspecify.annotations.Nullable;

/** What the loop of one run works on, and how far it came. Its fields are read and written by generated code. */
public final class Frame {
    /** No step has failed. */
    public static final int NOWHERE = -2;

    /** The source has failed. */
    public static final int SOURCE = -1;

    /** Where items come from. */
    public Pull<?> pull;

    /** Where they go to; null: the loop ends them itself. */
    public final @Nullable Inlet<Object> next;

    /** What the user has the steps do, and the end. */
    public final @Nullable Object[] functions;

    /** Where the steps stand; none: nothing they let go of owns anything. */
    private final Site[] sites;

    /** By step, those that are gates. */
    public final @Nullable Gate<?>[] gates;

    /** Nothing moves while there is one; null: there never is. */
    public final @Nullable Signals signals;

    /** What was folded so far. */
    public @Nullable Object value;

    /** How many items have come to the end. */
    public long ended;

    /** The source has no more. */
    public boolean dry;

    /** What has come through all steps, and was not taken; null: all was. */
    public @Nullable Object left;

    /** Which step has had enough; less than 0: none. */
    public int closedAt = -1;

    /** Which step has failed. */
    public int failedAt = NOWHERE;

    /** What it has thrown. */
    public @Nullable Throwable thrown;

    /** Between this source and this inlet. */
    @SuppressWarnings("unchecked") // the steps between them were declared through typed methods
    public Frame(
            Pull<?> pull,
            @Nullable Object[] functions,
            @Nullable Inlet<?> next,
            @Nullable Gate<?>[] gates,
            Site[] sites,
            @Nullable Signals signals) {
        this.gates = gates;
        this.functions = functions;
        this.sites = sites;
        this.pull = pull;
        this.next = (Inlet<Object>) next;
        this.signals = signals;
    }

    /** Whether an item that goes no further may own something. */
    public boolean releases() {
        return sites.length > 0 && sites[0].releases();
    }

    /** This step has let an item go no further. */
    public void letGo(int step, Object item) {
        sites[step].letGo(item);
    }

    /** What a function has answered, which must be something. */
    public static Object something(@Nullable Object answer, String kind, String what) {
        if (answer == null) {
            throw new NullPointerException(kind + " must answer " + what + " but its function answered null");
        }
        return answer;
    }
}
