package dev.weir.canary;

/** Hands out null where null must never leave: NullAway has to refuse it, or the check is not live. */
final class NullCanary {
    private NullCanary() {}

    static String name() {
        return null;
    }
}
