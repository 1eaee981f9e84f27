package dev.weir.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** What Linux tells of a process in {@code /proc}. */
final class ProcStatus {
    private static final Pattern PEAK = Pattern.compile("(?m)^VmHWM:\\s+(\\d+) kB$");

    private ProcStatus() {}

    static OptionalLong peakBytes(long pid) {
        try {
            return peakBytes(Files.readString(Path.of("/proc", Long.toString(pid), "status")));
        } catch (IOException _) { // it is gone, or this is another system
            return OptionalLong.empty();
        }
    }

    static OptionalLong peakBytes(String status) {
        return PEAK.matcher(status)
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)) * 1024)
                .findFirst();
    }
}
