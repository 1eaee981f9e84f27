package dev.weir.plan;

import java.util.Locale;

/** The text of JSON and a place in it: its words are read from there on, and what is wrong is told with its place. */
final class JsonText {
    private static final String WAY_OUT = "; give what Plan.toJson has written";

    private final String text;
    private int at;

    JsonText(String text) {
        this.text = text;
    }

    /** The place, in chars. */
    int at() {
        return at;
    }

    /** What is wrong at some place: rule, value, way out. */
    IllegalArgumentException wrong(String message, int where) {
        String before = text.substring(0, where);
        long line = 1 + before.chars().filter(c -> c == '\n').count();
        return new IllegalArgumentException(
                message + " (line " + line + ", column " + (where - before.lastIndexOf('\n')) + ")");
    }

    /** What must be here, where something else is. */
    IllegalArgumentException wrong(String rule) {
        return wrong(rule + " but here is " + found() + WAY_OUT, at);
    }

    private String found() {
        if (at >= text.length()) {
            return "the end of the text";
        }
        char c = text.charAt(at);
        return c > ' ' && c < 127
                ? "'" + c + "'"
                : "U+" + Integer.toHexString(c).toUpperCase(Locale.ROOT);
    }

    /** The char here; at the end of the text one that may stand nowhere. */
    char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    boolean atEnd() {
        return at >= text.length();
    }

    void skip() {
        at++;
    }

    void blanks() {
        while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') {
            at++;
        }
    }

    /** Goes past this, which must be here. */
    void expect(String word) {
        if (!text.startsWith(word, at)) {
            throw wrong("'" + word + "' must stand here");
        }
        at += word.length();
    }

    String string() {
        expect("\"");
        StringBuilder value = new StringBuilder();
        while (peek() != '"') {
            if (peek() < ' ') {
                throw wrong("a string must be closed, and have control characters as \\u escapes,");
            }
            char c = text.charAt(at++);
            value.append(c == '\\' ? escaped() : c);
        }
        at++;
        return value.toString();
    }

    private char escaped() {
        char c = peek();
        char meant = switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hex();
            default -> throw wrong("after \\ one of \" \\ / b f n r t u must stand");
        };
        at++;
        return meant;
    }

    /** The four digits after u; goes to the last of them. */
    private char hex() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            at++;
            int digit = peek() < 128 ? Character.digit(peek(), 16) : -1;
            if (digit < 0) {
                throw wrong("\\u must have 4 hexadecimal digits");
            }
            value = value * 16 + digit;
        }
        return (char) value;
    }

    long whole() {
        int begin = at;
        at += peek() == '-' ? 1 : 0;
        int digits = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        boolean zeros = at - digits > 1 && text.charAt(digits) == '0';
        boolean fraction = peek() == '.' || peek() == 'e' || peek() == 'E';
        if (!zeros && !fraction) {
            try {
                return Long.parseLong(text, begin, at, 10);
            } catch (NumberFormatException e) {
                // no digit, or too many: told below
            }
        }
        String rule = "a number must be whole, without zeros before it, and fit into 64 bits but here is ";
        throw wrong(rule + text.substring(begin, fraction ? at + 1 : at) + WAY_OUT, begin);
    }
}
