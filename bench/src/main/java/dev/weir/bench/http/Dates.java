package dev.weir.bench.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The value of {@code Date} for the servers that do not send it by themselves, made once a second. Any thread may ask. */
final class Dates {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private static volatile Dated last = new Dated(Long.MIN_VALUE, "");

    private Dates() {}

    static String now() {
        Instant now = Instant.now();
        Dated dated = last;
        if (dated.second != now.getEpochSecond()) {
            dated = dated(now);
            last = dated;
        }
        return dated.text;
    }

    private static Dated dated(Instant now) {
        return new Dated(now.getEpochSecond(), FORMAT.format(now));
    }

    private record Dated(long second, String text) {}
}
