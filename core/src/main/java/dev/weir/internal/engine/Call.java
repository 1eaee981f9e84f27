package dev.weir.internal.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One item of a {@link Window}, and what came of it, which is decided once: a result, a failure, or that it is not made.
 *
 * @param <I> what the call is about
 * @param <O> its result
 */
public final class Call<I, O> {
    private static final VarHandle OUTCOME;
    private static final Object GONE = new Object();

    static {
        try {
            OUTCOME = MethodHandles.lookup().findVarHandle(Call.class, "outcome", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final long came;
    Places.@Nullable Place<Call<I, O>> place;
    private final Window<I, O> window;
    private final I item;
    private volatile @Nullable Object outcome; // null: not yet; through OUTCOME
    private volatile @Nullable Object maker;

    Call(Window<I, O> window, I item, long came) {
        this.window = window;
        this.item = item;
        this.came = came;
    }

    private record Failed(Throwable cause) {}

    /** What the call is about. */
    public I item() {
        return item;
    }

    /** What makes it from now on. */
    public void madeBy(Object what) {
        maker = what;
    }

    /** What makes it, if that was said. */
    public @Nullable Object maker() {
        return maker;
    }

    /** What came of it, one of the two. Later answers to the same call are ignored, and their values let go. */
    public void done(@Nullable O value, @Nullable Throwable thrown) {
        done(value, thrown, null);
    }

    /** The same, by a task that the calling thread runs now. */
    public void done(@Nullable O value, @Nullable Throwable thrown, @Nullable SerialTask by) {
        if (OUTCOME.compareAndSet(this, null, outcomeOf(value, thrown))) {
            window.isDone(this, by);
        } else if (value != null) {
            window.letGo(value);
        }
    }

    private static Object outcomeOf(@Nullable Object value, @Nullable Throwable thrown) {
        if (value != null) {
            return value;
        }
        return new Failed(
                thrown != null ? thrown : new NullPointerException("a call must answer an item but answered null"));
    }

    /** It will never be made. */
    public void giveUp() {
        window.letGo(item);
        if (OUTCOME.compareAndSet(this, null, GONE)) {
            window.isGivenUp(this);
        }
    }

    boolean isDone() {
        return outcome != null;
    }

    /** Its result, which the caller now has; null: it has none, or not yet. */
    @SuppressWarnings("unchecked") // what is neither of the others is a result
    @Nullable
    O take() {
        Object now = outcome;
        if (now == null || now == GONE || now instanceof Failed) {
            return null;
        }
        OUTCOME.setRelease(this, GONE); // only a reader that has cancelled since may be after it too: see letGo()
        return (O) now;
    }

    /** Why it failed; null: it did not, or not yet. */
    @Nullable
    Throwable failure() {
        return outcome instanceof Failed(Throwable cause) ? cause : null;
    }

    /** Nobody is to take its result any more: it is let go, by whoever comes first. */
    void letGo() {
        Object now = outcome;
        if (now != null && now != GONE && OUTCOME.compareAndSet(this, now, GONE) && !(now instanceof Failed)) {
            window.letGo(now);
        }
    }
}
