package dev.weir;

/** What ends the lines that are written. Who reads lines takes both. */
public enum LineEnd {
    /** A line feed. */
    LF("\n"),

    /** A carriage return and a line feed, as most protocols of the internet have it. */
    CR_LF("\r\n");

    private final String text;

    LineEnd(String text) {
        this.text = text;
    }

    /**
     * The end itself.
     *
     * @return its one or two characters
     */
    public String text() {
        return text;
    }
}
