package dev.weir.internal.frame;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** JSON values that have no end of their own: numbers, true, false, null. */
final class JsonWords {
    private static final Pattern WORD =
            Pattern.compile("true|false|null|-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+");
    private static final int SHOWN = 20;

    private JsonWords() {}

    static void check(byte[] word) throws IOException {
        String text = new String(word, StandardCharsets.US_ASCII);
        if (!WORD.matcher(text).matches()) {
            throw new IOException(
                    "a JSON value must be an object, an array, a string, a number, true, false or null but" + " one is "
                            + (text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text));
        }
    }
}
