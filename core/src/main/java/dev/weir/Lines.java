package dev.weir;

/**
 * Layers of lines over bytes. What is heard may end its lines with LF or CR LF; what is said ends them with LF, unless it is
 * said otherwise. A line that is too long, or is not of its alphabet, fails the conversation.
 */
public final class Lines {
    private Lines() {}

    /**
     * Lines in UTF-8.
     *
     * @param longest the most bytes in a line, without its end, at least 1
     * @return a layer
     */
    public static FrameLayer<String, String> utf8(int longest) {
        return utf8(longest, LineEnd.LF);
    }

    /**
     * Lines in UTF-8.
     *
     * @param longest the most bytes in a line, without its end, at least 1
     * @param end what ends those that are said
     * @return a layer
     */
    public static FrameLayer<String, String> utf8(int longest, LineEnd end) {
        return FrameLayer.of("lines", () -> Frames.lines(longest), Encodings.lines(longest, end));
    }

    /**
     * Lines in ASCII.
     *
     * @param longest the most bytes in a line, without its end, at least 1
     * @return a layer
     */
    public static FrameLayer<String, String> ascii(int longest) {
        return ascii(longest, LineEnd.LF);
    }

    /**
     * Lines in ASCII.
     *
     * @param longest the most bytes in a line, without its end, at least 1
     * @param end what ends those that are said
     * @return a layer
     */
    public static FrameLayer<String, String> ascii(int longest, LineEnd end) {
        return FrameLayer.of("lines", () -> Frames.asciiLines(longest), Encodings.asciiLines(longest, end));
    }
}
