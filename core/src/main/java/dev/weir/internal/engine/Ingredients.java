package dev.weir.internal.engine;

import dev.weir.internal.compile.Op;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a loop is made of: the kinds of its steps, the classes of their functions, and that of the stage after them. Equal to others of the same. Those that are
 * {@linkplain #kept kept} keep no class; once one is gone, they are equal to nothing.
 */
final class Ingredients {
    private final boolean range;
    private final Class<?> after;
    private final @Nullable Object[]
            parts; // for each step its kind and the class of its function, or a reference to it
    private final int hash;

    private Ingredients(boolean range, @Nullable Object[] parts, Class<?> after, int hash) {
        this.range = range;
        this.after = after;
        this.parts = parts;
        this.hash = hash;
    }

    /** Of these steps, behind a range or something else, and before a stage of this class. */
    static Ingredients of(List<Op> ops, @Nullable Object[] functions, boolean range, Class<?> after) {
        @Nullable Object[] parts = new @Nullable Object[2 * functions.length];
        int hash = 31 * Boolean.hashCode(range) + after.hashCode();
        for (int i = 0; i < functions.length; i++) {
            Object function = functions[i];
            Class<?> kind = ops.get(i).kind();
            Class<?> type = function == null ? null : function.getClass();
            parts[2 * i] = kind;
            parts[2 * i + 1] = type;
            hash = 31 * (31 * hash + kind.hashCode()) + (type == null ? 0 : type.hashCode());
        }
        return new Ingredients(range, parts, after, hash ^ (hash >>> 16));
    }

    /** The same, to be kept for as long as anybody likes. */
    Ingredients kept() {
        @Nullable Object[] kept = parts.clone();
        for (int i = 1; i < kept.length; i += 2) {
            kept[i] = parts[i] instanceof Class<?> type ? new WeakReference<>(type) : parts[i];
        }
        return new Ingredients(range, kept, after, hash);
    }

    /** Whether they are behind a range. */
    boolean range() {
        return range;
    }

    /** Whether some class is gone. */
    boolean areGone() {
        for (Object part : parts) {
            if (part instanceof WeakReference<?> type && type.refersTo(null)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Ingredients those
                        && hash == those.hash
                        && range == those.range
                        && after == those.after
                        && areAlike(parts, those.parts));
    }

    private static boolean areAlike(@Nullable Object[] here, @Nullable Object[] there) {
        if (here.length != there.length) {
            return false;
        }
        for (int i = 0; i < here.length; i++) {
            Object one = strong(here[i]);
            if (!Objects.equals(one, strong(there[i])) || (one == null && here[i] != null)) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Object strong(@Nullable Object part) {
        return part instanceof WeakReference<?> type ? type.get() : part;
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
