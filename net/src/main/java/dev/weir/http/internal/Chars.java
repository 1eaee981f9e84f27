package dev.weir.http.internal;

/** The classes of characters that HTTP/1.1 knows. All text is one byte a character; beyond 255 there is nothing. */
public final class Chars {
    private static final boolean[] TOKEN = new boolean[128];

    static {
        for (char c = '0'; c <= '9'; c++) {
            TOKEN[c] = true;
        }
        for (char c = 'a'; c <= 'z'; c++) {
            TOKEN[c] = true;
            TOKEN[c - 'a' + 'A'] = true;
        }
        for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
            TOKEN[c] = true;
        }
    }

    private Chars() {}

    /** Whether it is a token: at least one character, none of them a space, a control or a delimiter. */
    public static boolean token(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 128 || !TOKEN[c]) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Whether it may stand behind a header's colon: visible, space, tab or above 127, with no space at either end. */
    public static boolean fieldValue(String text) {
        int end = text.length() - 1;
        if (end >= 0 && (blank(text.charAt(0)) || blank(text.charAt(end)))) {
            return false;
        }
        for (int i = 0; i <= end; i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\t') || c == 127 || c > 255) {
                return false;
            }
        }
        return true;
    }

    private static boolean blank(char c) {
        return c == ' ' || c == '\t';
    }

    /** Whether all of it is decimal digits, and there is one. */
    public static boolean digits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Whether all of it is visible ASCII, and there is one. */
    public static boolean visible(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) >= 127) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** The text with what is not visible ASCII written as a number, short enough for a message. */
    public static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), 60); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 127) {
                shown.append(String.format("\\x%02x", (int) c));
            } else {
                shown.append(c);
            }
        }
        return text.length() > 60 ? shown + "..." : shown.toString();
    }
}
