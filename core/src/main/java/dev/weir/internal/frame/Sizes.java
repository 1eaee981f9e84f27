package dev.weir.internal.frame;

import java.io.IOException;

/** What all framings and encodings say of sizes. */
final class Sizes {
    private Sizes() {}

    /** The sum, or the largest int. */
    static int sum(int most, int around) {
        return (int) Math.min(Integer.MAX_VALUE, (long) most + around);
    }

    /** What is said of a frame that has come and is too long. */
    static IOException tooLong(int most, String has) {
        return new IOException(
                "a frame must have <= " + most + " bytes but one has " + has + "; raise the longest frame");
    }

    /** Refuses a frame that is to be sent and is longer than who reads it allows. */
    static void check(int length, int most) {
        if (length > most) {
            throw new IllegalArgumentException("a frame must have <= " + most + " bytes to be sent but one has "
                    + length + "; raise the longest frame at both ends, or split it");
        }
    }
}
