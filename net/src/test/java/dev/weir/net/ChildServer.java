package dev.weir.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own that may have few files open; what it logs can be read. */
final class ChildServer implements AutoCloseable {
    private static final Path SHELL = Path.of("/bin/sh");

    private final Process process;
    private final Path log;
    final int port;

    private ChildServer(Process process, Path log) throws IOException {
        this.process = process;
        this.log = log;
        BufferedReader said = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        String line = said.readLine();
        while (line != null && !line.startsWith("port ")) {
            line = said.readLine();
        }
        if (line == null) {
            throw new IOException("it must say its port but ended, and logged " + Files.readString(log));
        }
        port = Integer.parseInt(line.substring("port ".length()));
    }

    /** Whether there is a shell that can limit the files of what it starts. */
    static boolean isPossible() {
        try {
            if (!Files.isExecutable(SHELL)) {
                return false;
            }
            Process tried = new ProcessBuilder(SHELL.toString(), "-c", "ulimit -n 64").start();
            return tried.waitFor(10, TimeUnit.SECONDS) && tried.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static ChildServer start(Path folder, int files, String what, Transport transport) throws IOException {
        Path log = folder.resolve("log.txt");
        List<String> command =
                new ArrayList<>(List.of(SHELL.toString(), "-c", "ulimit -n " + files + " && exec \"$@\"", "sh"));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ServersInLittleRoom.class.getName(),
                what,
                transport.name()));
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        try {
            return new ChildServer(process, log);
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it has used of the processors. */
    Duration used() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** How often its log has these words. */
    int logged(String words) throws IOException {
        return Files.readString(log).split(words, -1).length - 1;
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
