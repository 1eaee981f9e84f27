package dev.weir.internal.engine;

/**
 * What an engine is to weir whose tasks cost a thread each, or the way to another one, and that leaves it to weir what runs
 * where: a part that another one wakes may follow it on its thread, and one that has nothing to do may look for more for
 * some microseconds before it rests.
 */
public interface Threaded {
    /** Whether user code may block any of its threads. */
    boolean mayBlock();
}
