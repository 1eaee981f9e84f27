package dev.weir;

import java.util.Objects;

/** An encoding of what frames are made of. */
record EncodingFrom<R, O>(Encoding<O> encoding, Fn<? super R, ? extends O> fn) implements Encoding<R> {
    EncodingFrom {
        Objects.requireNonNull(fn);
    }

    @Override
    public byte[] encode(R from) throws Exception {
        return encoding.encode(Objects.requireNonNull(
                fn.apply(from), "a frame must be made to be encoded but its function answered null"));
    }

    @Override
    public int longest() {
        return encoding.longest();
    }
}
