package dev.weir.bench.load;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process that was started here, with all that it started itself. It ends when this is closed, and when this JVM ends,
 * even if that is killed: its input ends then, and each of them must end by that. What does not look at its input is
 * started by {@link #watched}.
 */
public final class Child implements AutoCloseable {
    private static final int SHOWN = 2_000; // characters of what one said
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Runs a program until the input ends, or it ends by itself. */
    private static final String WATCH = "\"$@\" </dev/null & child=$!; exec 3<&0;"
            + " (read -r _ <&3; kill \"$child\" 2>/dev/null) & watch=$!;"
            + " wait \"$child\"; code=$?; kill \"$watch\" 2>/dev/null; exit $code";

    private final Process process;
    private final Path log;
    private final List<Path> leaves;

    private Child(Process process, Path log, List<Path> leaves) {
        this.process = process;
        this.log = log;
        this.leaves = leaves;
    }

    /** Starts a program that ends when its input does; what is in the folders it leaves is deleted then. */
    public static Child start(List<String> command, Path... leaves) {
        try {
            return Children.started(() -> {
                Path log = Files.createTempFile("weir-bench", ".log");
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
                return new Child(process, log, List.of(leaves));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command for a program that does not look at its input. */
    public static List<String> watched(List<String> command) {
        return Stream.concat(Stream.of("/bin/sh", "-c", WATCH, "weir-bench"), command.stream())
                .toList();
    }

    /** All it has printed so far. */
    public String printed() {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The end of what it has printed. */
    public String said() {
        String said = printed();
        return said.length() <= SHOWN ? said : "...\n" + said.substring(said.length() - SHOWN);
    }

    /** Its number. */
    public long pid() {
        return process.pid();
    }

    /** Whether it runs. */
    public boolean runs() {
        return process.isAlive();
    }

    /**
     * Waits until it ends, and gives what it printed.
     *
     * @throws IllegalStateException if it takes too long, or failed, or this thread was interrupted
     */
    public String await(Duration most) {
        try {
            if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(
                        "a load must end within " + most.toSeconds() + " s but did not\n" + said());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the load was interrupted", e);
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(
                    "a load must end with 0 but ended with " + process.exitValue() + "\n" + said());
        }
        return printed();
    }

    /** The processor time of all that runs of it. Where the system does not tell, empty. */
    public OptionalLong cpuNanos() {
        return all().flatMap(each -> each.info().totalCpuDuration().stream())
                .mapToLong(Duration::toNanos)
                .reduce(Long::sum);
    }

    /** The most memory that each process of it has had at a time, together. Where the system does not tell, empty. */
    public OptionalLong peakBytes() {
        return all().flatMapToLong(each -> ProcStatus.peakBytes(each.pid()).stream())
                .reduce(Long::sum);
    }

    /** The memory that it has now, of its own process. Where the system does not tell, empty. */
    public OptionalLong residentBytes() {
        return ProcStatus.residentBytes(process.pid());
    }

    /** How many files and sockets it has open. Where the system does not tell, empty. */
    public OptionalLong descriptors() {
        return ProcStatus.descriptors(process.pid());
    }

    /** Says a line to it, if it still listens. */
    public void tell(String line) {
        try {
            OutputStream input = process.getOutputStream();
            input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException _) { // it has ended; whoever waits for its answer will see
        }
    }

    private Stream<ProcessHandle> all() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants());
    }

    /** Asks all of it to end, and forces what does not. */
    @Override
    public void close() {
        List<ProcessHandle> family = all().toList(); // those whose parent has ended would not be found any more
        endInput();
        family.forEach(ProcessHandle::destroy);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        family.forEach(each -> awaitEnd(each, deadline));
        family.forEach(ProcessHandle::destroyForcibly);
        Children.ended(this);
        Stream.concat(Stream.of(log), leaves.stream()).forEach(Child::delete);
    }

    private static void delete(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.toList().reversed()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException _) { // it is deleted already
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void endInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException _) { // it has no input any more
        }
    }

    private static void awaitEnd(ProcessHandle process, long deadline) {
        try {
            var _ = process.onExit().get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException _) {
            // it is forced to
        }
    }
}
