package dev.weir.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** A server that runs, and where. */
public record Site(Child server, int port) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int STEP_MILLIS = 20;

    /** Starts a program that prints a line with its port when it is ready. */
    public static Site telling(List<String> command, String beforePort) {
        Child child = Child.start(command);
        return ready(
                child,
                () -> child.printed()
                        .lines()
                        .filter(line ->
                                line.startsWith(beforePort) && child.printed().contains(line + "\n"))
                        .mapToInt(line -> Integer.parseInt(line.substring(beforePort.length())))
                        .findFirst());
    }

    /** Starts a program that listens on a port that it was told, and has its files in a folder that is deleted with it. */
    public static Site on(int port, Path folder, List<String> command) {
        return ready(
                Child.start(Child.watched(command), folder),
                () -> listens(port) ? OptionalInt.of(port) : OptionalInt.empty());
    }

    /** A port that nobody has now. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Site ready(Child child, Supplier<OptionalInt> port) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (child.runs() && System.nanoTime() < deadline) {
                OptionalInt found = port.get();
                if (found.isPresent()) {
                    return new Site(child, found.getAsInt());
                }
                Thread.sleep(STEP_MILLIS);
            }
            throw new IllegalStateException("a server must listen within " + PATIENCE.toSeconds() + " s but "
                    + (child.runs() ? "did not" : "ended") + "\n" + child.said());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            child.close();
            throw new IllegalStateException("the start of a server was interrupted", e);
        } catch (RuntimeException e) {
            child.close();
            throw e;
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
