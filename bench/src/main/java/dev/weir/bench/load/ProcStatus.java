package dev.weir.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Linux tells of a process in {@code /proc}. */
public final class ProcStatus {
    private static final Pattern PEAK = Pattern.compile("(?m)^VmHWM:\\s+(\\d+) kB$");

    private static final Pattern NOW = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");

    private ProcStatus() {}

    static OptionalLong peakBytes(long pid) {
        return bytes(PEAK, status(pid));
    }

    static OptionalLong peakBytes(String status) {
        return bytes(PEAK, status);
    }

    /** How much memory a process holds now; nothing if that cannot be told. */
    public static OptionalLong residentBytes(long pid) {
        return bytes(NOW, status(pid));
    }

    static OptionalLong descriptors(long pid) {
        try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return OptionalLong.of(files.count());
        } catch (IOException | UncheckedIOException _) { // it is gone, or this is another system
            return OptionalLong.empty();
        }
    }

    private static String status(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "status"));
        } catch (IOException _) { // it is gone, or this is another system
            return "";
        }
    }

    private static OptionalLong bytes(Pattern pattern, String status) {
        return pattern.matcher(status)
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)) * 1024)
                .findFirst();
    }
}
