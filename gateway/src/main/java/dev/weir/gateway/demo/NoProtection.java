package dev.weir.gateway.demo;

import java.net.URI;
import java.util.OptionalLong;

/**
 * Nothing stands before the origin.
 *
 * @param address of the origin
 */
record NoProtection(URI address) implements Protection {
    @Override
    public OptionalLong bound() {
        return OptionalLong.empty();
    }

    @Override
    public OptionalLong held() {
        return OptionalLong.empty();
    }

    @Override
    public OptionalLong heldMax() {
        return OptionalLong.empty();
    }

    @Override
    public void close() {}
}
