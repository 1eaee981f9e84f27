package dev.weir;

import java.time.Duration;
import java.util.List;

/**
 * A pipeline in which nothing has moved for a while, though something is held.
 *
 * @param name the pipeline's name
 * @param since for how long nothing has moved
 * @param held how many items are held
 * @param chain what each part waits for, in the direction of the flow
 */
public record Stall(String name, Duration since, long held, List<Waiting> chain) {
    @Override
    public String toString() {
        return "'" + name + "' has not moved for " + since + " and holds " + held + ": " + chain;
    }
}
