package dev.weir.proof.soak;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.management.VirtualThreadSchedulerMXBean;

/** All threads of this process, virtual ones too, as number and name. */
final class Threads {
    private static final Pattern THREAD = Pattern.compile("^#(\\d+ \".*\").*");

    /** Those of the JDK and the JVM, which come and go as they like: what carries virtual threads, what compiles. */
    private static final Pattern OF_THE_JDK = Pattern.compile(
            "\\d+ \"(ForkJoinPool.*|VirtualThread.*|.*CompilerThread.*|.*-Unblocker|.*-unparker|Cleaner-.*|Common-Cleaner|.*Dumper.*)\"");

    private static final Duration REST = Duration.ofSeconds(2);

    private Threads() {}

    static Set<String> now() {
        awaitRest();
        try {
            Path folder = Files.createTempDirectory("weir-soak");
            Path dump = folder.resolve("threads");
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
            List<String> lines = Files.readAllLines(dump);
            Files.delete(dump);
            Files.delete(folder);
            return lines.stream()
                    .map(THREAD::matcher)
                    .filter(matcher -> matcher.matches())
                    .map(matcher -> matcher.group(1))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new IllegalStateException("the threads could not be listed", e);
        }
    }

    /**
     * A JVM may crash that lists virtual threads while they start, move and end (JDK 25.0.3, in GetThreadSnapshotClosure), so
     * it is asked when none is on a processor, or waits for one; if that does not come soon, all the same.
     */
    private static void awaitRest() {
        var scheduler = ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
        long end = System.nanoTime() + REST.toNanos();
        while (scheduler.getMountedVirtualThreadCount() + scheduler.getQueuedVirtualThreadCount() > 0
                && System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }

    /** Those that were not there before. */
    static Set<String> since(Set<String> before) {
        return now().stream()
                .filter(thread -> !before.contains(thread))
                .filter(thread -> !OF_THE_JDK.matcher(thread).matches())
                .collect(Collectors.toSet());
    }
}
