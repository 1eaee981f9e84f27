package dev.weir.internal.engine;

import dev.weir.Setting;

/** A stage that can be changed while it runs. Any thread may call it. */
@FunctionalInterface
public interface Dial {
    /** Changes it. False: it has no such setting. */
    boolean set(Setting setting);
}
