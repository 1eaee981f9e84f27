package dev.weir.plan;

import java.util.List;
import java.util.Map;

/**
 * What stands in the JSON of a plan; {@code at} is where it begins, for the messages. Plans have no null and no
 * fractions.
 */
sealed interface Json {
    /** Where it begins, in chars. */
    int at();

    /** What it is, for people. */
    default String what() {
        return switch (this) {
            case Text text -> "the string '" + text.value() + "'";
            case Whole whole -> String.valueOf(whole.value());
            case Flag flag -> String.valueOf(flag.value());
            case Array _ -> "an array";
            case Fields _ -> "an object";
        };
    }

    /** A string. */
    record Text(int at, String value) implements Json {}

    /** A whole number. */
    record Whole(int at, long value) implements Json {}

    /** True or false. */
    record Flag(int at, boolean value) implements Json {}

    /** An array. */
    record Array(int at, List<Json> values) implements Json {}

    /** An object. */
    record Fields(int at, Map<String, Json> values) implements Json {}
}
