package dev.weir.internal.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;

/**
 * When the items came that a queue holds, by their numbers, which one writer at a time gives in order and any thread may
 * ask for. Keeps a mark for each time, not for each item: all items from that of a mark on to the next mark came then. Holds
 * nothing until the first comes, and grows with the marks of what is held, up to a limit; of more it knows the newest.
 */
public final class Ages {
    private static final VarHandle MARK = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle COUNT;
    private static final long[] NONE = {};
    private static final int FIRST = 4;
    private static final int LARGEST = 1 << 16;

    static {
        try {
            COUNT = MethodHandles.lookup().findVarHandle(Ages.class, "count", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile long[] marks = NONE; // each is two numbers: that of the item, and the time
    private long count; // of marks made; others read it through COUNT

    /** The item of this number, and those after it, came at this time; so many are held, that one included. */
    public void came(long number, long held, long time) {
        long[] known = marks;
        int most = known.length / 2;
        if (count >= most && most < LARGEST && (most == 0 || numberOf(known, count - most + 1) > number - held + 1)) {
            known = grown(known);
        }
        MARK.setOpaque(known, slot(known, count), number); // a reading may be of the one before: a glimpse
        MARK.setOpaque(known, slot(known, count) + 1, time);
        COUNT.setRelease(this, count + 1); // release: pairs with the acquire in of()
    }

    /** What is not known is filled with the oldest that is: whoever still looks for it finds no time before that. */
    private long[] grown(long[] known) {
        int most = known.length / 2;
        long[] larger = new long[Math.max(2 * FIRST, 2 * known.length)];
        for (long each = count - larger.length / 2; most > 0 && each < count; each++) {
            int from = slot(known, Math.max(each, count - most));
            int to = slot(larger, each);
            larger[to] = known[from];
            larger[to + 1] = known[from + 1];
        }
        marks = larger;
        return larger;
    }

    private static int slot(long[] marks, long index) {
        return (int) index * 2 & (marks.length - 1);
    }

    private static long numberOf(long[] marks, long index) {
        return (long) MARK.getOpaque(marks, slot(marks, index));
    }

    /** When the item of this number came, if it is held; 0 if none has come. */
    public long of(long number) {
        long end = (long) COUNT.getAcquire(this); // acquire: pairs with the release in came()
        long[] known = marks;
        if (end == 0) {
            return 0;
        }
        long least = Math.max(0, end - known.length / 2); // its mark, if any, is from here on
        long most = end - 1;
        while (least < most) {
            long middle = (least + most + 1) >>> 1;
            if (numberOf(known, middle) <= number) {
                least = middle;
            } else {
                most = middle - 1;
            }
        }
        return (long) MARK.getOpaque(known, slot(known, least) + 1);
    }

    /** How long ago a time was: never less than nothing, whatever raced. */
    public static Duration since(long time, long now) {
        return Duration.ofNanos(Math.max(0, now - time));
    }
}
