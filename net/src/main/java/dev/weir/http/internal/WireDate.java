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

    private record Written(long second, String value, String line) {}

    private static volatile Written last = new Written(-1, "", "");

    private WireDate() {}

    /** The whole line, with its end. */
    public static String line() {
        return now().line();
    }

    /** The value alone. */
    public static String value() {
        return now().value();
    }

    private static Written now() {
        long second = System.currentTimeMillis() / 1000;
        Written known = last;
        if (known.second() != second) {
            String value = FORMAT.format(Instant.ofEpochSecond(second));
            known = new Written(second, value, "Date: " + value + "\r\n");
            last = known;
        }
        return known;
    }
}
