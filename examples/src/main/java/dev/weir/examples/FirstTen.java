package dev.weir.examples;

import dev.weir.Sink;
import dev.weir.Source;
import java.util.List;

/** It reads like java.util.stream, and blocks like it. Nothing to configure, everything bounded. */
public final class FirstTen {
    private FirstTen() {}

    /**
     * Runs it.
     *
     * @return the first ten even multiples of three, as text
     */
    public static List<String> run() {
        // region program
        List<String> first = Source.range(1, 1_000_000)
                .map(n -> n * 3)
                .filter(n -> n % 2 == 0)
                .map(n -> Long.toString(n))
                .limit(10)
                .run(Sink.toList());
        // endregion
        return first;
    }
}
