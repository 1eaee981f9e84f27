package dev.weir;

/**
 * Layers of frames over bytes, other than lines: each is a framing of {@link Frames} on the way up, and the encoding of
 * {@link Encodings} that has the same name on the way down. Each may give way to another layer beneath it: {@link
 * Duplex#divert}.
 */
public final class FrameLayers {
    private FrameLayers() {}

    /**
     * Frames that end with a delimiter.
     *
     * @param delimiter at least one byte
     * @param longest the most bytes in a frame, without its delimiter, at least 1
     * @return a layer
     */
    public static FrameLayer<byte[], byte[]> delimited(byte[] delimiter, int longest) {
        byte[] own = delimiter.clone();
        return FrameLayer.of("delimited", () -> Frames.delimited(own, longest), Encodings.delimited(own, longest));
    }

    /**
     * Frames of one size.
     *
     * @param size in bytes, at least 1
     * @return a layer
     */
    public static FrameLayer<byte[], byte[]> fixed(int size) {
        return FrameLayer.of("fixed", () -> Frames.fixed(size), Encodings.fixed(size));
    }

    /**
     * Netstrings: {@code 5:hello,}.
     *
     * @param longest the most bytes in one, without what is around it, at least 1
     * @return a layer
     */
    public static FrameLayer<byte[], byte[]> netstrings(int longest) {
        return FrameLayer.of("netstrings", () -> Frames.netstrings(longest), Encodings.netstrings(longest));
    }

    /**
     * Frames that begin with their length, in big endian.
     *
     * @param lengthBytes how many bytes the length has, 1 to 4
     * @param longest the most bytes in a frame, without its length, at least 1
     * @return a layer
     */
    public static FrameLayer<byte[], byte[]> lengthPrefixed(int lengthBytes, int longest) {
        return FrameLayer.of(
                "lengthPrefixed",
                () -> Frames.lengthPrefixed(lengthBytes, longest),
                Encodings.lengthPrefixed(lengthBytes, longest));
    }

    /**
     * Frames that begin with their length as a varint, as those of protocol buffers do.
     *
     * @param longest the most bytes in a frame, without its length, at least 1
     * @return a layer
     */
    public static FrameLayer<byte[], byte[]> varintPrefixed(int longest) {
        return FrameLayer.of("varintPrefixed", () -> Frames.varintPrefixed(longest), Encodings.varintPrefixed(longest));
    }

    /**
     * JSON values, one after the other, each as its bytes.
     *
     * @param longest the most bytes in one, at least 1
     * @return a layer
     */
    public static FrameLayer<byte[], byte[]> jsonValues(int longest) {
        return FrameLayer.of("jsonValues", () -> Frames.jsonValues(longest), Encodings.jsonValues(longest));
    }
}
