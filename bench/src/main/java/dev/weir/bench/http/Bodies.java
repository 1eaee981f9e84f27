package dev.weir.bench.http;

import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The bodies that are held whole, made once in the form in which a server takes them. Any thread may ask. */
final class Bodies<T> {
    private final Map<Payload, T> bodies = new EnumMap<>(Payload.class);

    Bodies(Function<byte[], T> form) {
        for (Payload payload : Payload.values()) {
            if (!payload.isStreamed()) {
                bodies.put(payload, form.apply(payload.bytes()));
            }
        }
    }

    T of(Payload payload) {
        return Objects.requireNonNull(bodies.get(payload), () -> payload + " is not held whole");
    }

    /** Bytes outside of the heap. */
    static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}
