package dev.weir.bench.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs that have one processor each, where there are two and a way to tell them. */
public final class Pinned {
    private static final Path TASKSET = Path.of("/usr/bin/taskset");
    private static final long PATIENCE = 5; // seconds

    private Pinned() {}

    private static boolean canBe() {
        return Runtime.getRuntime().availableProcessors() > 1 && Files.isExecutable(TASKSET);
    }

    /** What to put before a command that runs on one of them. */
    public static List<String> on(int cpu) {
        return canBe() ? List.of(TASKSET.toString(), "-c", String.valueOf(cpu)) : List.of();
    }

    /** From now on a program that runs has one, all its threads. */
    static void move(long pid, int cpu) throws IOException, InterruptedException {
        if (Files.isExecutable(TASKSET)) {
            Process told = new ProcessBuilder(
                            TASKSET.toString(), "-a", "-c", "-p", String.valueOf(cpu), String.valueOf(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!told.waitFor(PATIENCE, TimeUnit.SECONDS)) {
                told.destroyForcibly();
                throw new IOException("a server must be given one processor within 5 s but was not");
            }
        }
    }
}
