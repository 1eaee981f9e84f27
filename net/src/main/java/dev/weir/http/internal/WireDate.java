package dev.weir.http.internal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The header Date, written once a second. */
public final class WireDate {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private record Written(long second, String line) {}

    private static volatile Written last = new Written(-1, "");

    private WireDate() {}

    /** The whole line, with its end. */
    public static String line() {
        long second = System.currentTimeMillis() / 1000;
        Written known = last;
        if (known.second() != second) {
            known = new Written(second, "Date: " + FORMAT.format(Instant.ofEpochSecond(second)) + "\r\n");
            last = known;
        }
        return known.line();
    }
}
