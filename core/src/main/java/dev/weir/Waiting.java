package dev.weir;

import java.time.Duration;
import java.util.List;

/**
 * What a part of a running pipeline waits for.
 *
 * @param stages the names of its stages
 * @param what what it waits for, for people: room in a link, an item, its own code
 * @param since for how long, at least
 */
public record Waiting(List<String> stages, String what, Duration since) {
    @Override
    public String toString() {
        return String.join(", ", stages) + ": " + what + " (" + since + ")";
    }
}
