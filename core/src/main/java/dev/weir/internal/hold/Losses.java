package dev.weir.internal.hold;

/** The book a {@link Discipline} keeps: each item that was put in leaves in one of these ways, or is still held. */
public interface Losses {
    /** The name of the place. */
    String stage();

    /** So many of the items that were put in have left, in whatever form. */
    void out(int items);

    /** An item was let go because there was no room for it, or a newer one took its place. */
    void dropped(Object item);

    /** An item was let go because its time had passed. */
    void expired(Object item);

    /** Has something told to the user, soon and not under the place's lock; that it fails is only logged. */
    void tell(AutoCloseable what);
}
