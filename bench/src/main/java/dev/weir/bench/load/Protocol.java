package dev.weir.bench.load;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What is spoken. */
public enum Protocol {
    /** HTTP/1.1. */
    H1("h1"),
    /** HTTP/2 in the clear, known before. */
    H2C("h2c");

    private final String id;

    Protocol(String id) {
        this.id = id;
    }

    /** What it is chosen by. */
    public String id() {
        return id;
    }

    /**
     * The one of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Protocol named(String id) {
        return Arrays.stream(values())
                .filter(each -> each.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a protocol must be one of "
                        + Arrays.stream(values()).map(Protocol::id).collect(Collectors.joining(", ")) + " but was '"
                        + id + "'; leave it out for all"));
    }
}
