package dev.weir.internal.engine;

import dev.weir.Framing;

/** A stage that can be told to read on in another way. */
@FunctionalInterface
public interface Diversion {
    /** From now on, or from what was said before, as that is. Any thread may say so. */
    void to(Framing<?> next);
}
