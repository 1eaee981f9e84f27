package dev.weir;

import dev.weir.internal.declare.Port;
import dev.weir.internal.declare.Spec;
import dev.weir.internal.stage.Stage;

/** What all groups of operators share: where a source stands in the declaration, and how a stage is put behind it. */
abstract class Operators<T> {
    private final Port port;

    Operators(Port port) {
        this.port = port;
    }

    final Port port() {
        return port;
    }

    static <T> Source<T> source(Stage stage, Port... inputs) {
        return new Source<>(Spec.of(stage, inputs).outlet(0));
    }

    final <R> Source<R> then(Stage stage) {
        return source(stage, port);
    }

    static long atLeast(String what, long least, long value) {
        if (value < least) {
            throw new IllegalArgumentException(what + " must be >= " + least + " but was " + value);
        }
        return value;
    }
}
