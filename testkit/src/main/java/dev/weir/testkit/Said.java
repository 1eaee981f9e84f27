package dev.weir.testkit;

import static dev.weir.testkit.Given.assertThat;

import java.util.ArrayList;
import java.util.List;

/** Compares what was said with what was heard: arrays of bytes byte by byte, as a layer may cut them elsewhere. */
final class Said {
    private Said() {}

    /** So many items, over and over. */
    static <T> List<T> repeated(List<T> items, int count) {
        List<T> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            all.add(items.get(i % items.size()));
        }
        return all;
    }

    static int size(List<?> items) {
        return parts(items).size();
    }

    /** All of it, in order. */
    static void assertAll(List<?> said, List<?> heard) {
        List<Object> expected = parts(said);
        List<Object> parts = parts(heard);
        assertThat(parts.equals(expected), "what is heard must be " + expected + " but was " + parts);
    }

    /** The beginning of it. */
    static void assertNoMore(List<?> said, List<?> heard) {
        List<Object> expected = parts(said);
        List<Object> parts = parts(heard);
        assertThat(
                parts.size() <= expected.size()
                        && expected.subList(0, parts.size()).equals(parts),
                "no more must be heard than " + expected + " but there was " + parts);
    }

    private static List<Object> parts(List<?> items) {
        List<Object> parts = new ArrayList<>();
        for (Object item : items) {
            if (item instanceof byte[] bytes) {
                for (byte each : bytes) {
                    parts.add(each);
                }
            } else {
                parts.add(item);
            }
        }
        return parts;
    }
}
