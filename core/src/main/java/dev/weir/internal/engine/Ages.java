package dev.weir.internal.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;

/**
 * When the items came that a queue holds, by their numbers, which one writer at a time gives in order and any thread may
 * ask for. Holds nothing until the first comes, and grows with what is held, up to a limit; of more items it knows the
 * newest.
 */
public final class Ages {
    private static final VarHandle TIME = MethodHandles.arrayElementVarHandle(long[].class);
    private static final long[] NONE = {};
    private static final int FIRST = 8;
    private static final int LARGEST = 1 << 16;

    private volatile long[] times = NONE;

    /** The item of this number came at this time, when so many are held, itself included. */
    public void came(long number, long held, long time) {
        long[] known = times;
        if (held > known.length && known.length < LARGEST) {
            known = grown(known, number);
        }
        TIME.setOpaque(known, (int) number & (known.length - 1), time); // a reading may be of the one before: a glimpse
    }

    private long[] grown(long[] known, long number) {
        long[] larger = new long[Math.max(FIRST, 2 * known.length)];
        for (long each = number - known.length; each < number; each++) {
            larger[(int) each & (larger.length - 1)] = known[(int) each & (known.length - 1)];
        }
        times = larger;
        return larger;
    }

    /** When the item of this number came, if it is held; 0 if none has come. */
    public long of(long number) {
        long[] known = times;
        return known.length == 0 ? 0 : (long) TIME.getOpaque(known, (int) number & (known.length - 1));
    }

    /** How long ago a time was: never less than nothing, whatever raced. */
    public static Duration since(long time, long now) {
        return Duration.ofNanos(Math.max(0, now - time));
    }
}
