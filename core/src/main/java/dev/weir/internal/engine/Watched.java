package dev.weir.internal.engine;

/** Something that the {@link Watch} is to look at once more, when all that was written before is surely there to be seen. */
public abstract class Watched {
    /** Whether the watch knows of it. Cleared before it looks: who comes after that has to tell it again. */
    volatile boolean known;

    /** The watch looks, on its own thread. True: once more, later. Runs no user code and does not block. */
    protected abstract boolean look();
}
