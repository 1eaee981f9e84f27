package dev.weir;

/** Units for sizes in bytes. */
public final class Sizes {
    /** 1,024 bytes. */
    public static final int KIB = 1024;

    /** 1,024 KiB. */
    public static final int MIB = 1024 * KIB;

    private Sizes() {}
}
