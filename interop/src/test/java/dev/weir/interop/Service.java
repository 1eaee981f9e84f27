package dev.weir.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program that runs until it is closed. */
final class Service implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;

    Service(Process process) {
        this.process = process;
        this.lines = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Waits for a line that matches; answers the first group in it. What comes after it is read and dropped. */
    String says(Pattern pattern) throws IOException {
        List<String> before = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            before.add(line);
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                Thread.ofVirtual().start(this::drop);
                return matcher.group(1);
            }
        }
        throw new IOException("it must say " + pattern + " but ended: " + before);
    }

    private void drop() {
        try {
            while (lines.readLine() != null) {}
        } catch (IOException e) {
            // it was closed
        }
    }

    /** A port that was free just now, for those who cannot be told to take any. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Waits until somebody listens at a port. */
    Service listensAt(int port) {
        Thread.ofVirtual().start(this::drop);
        Wait.until("somebody listens at " + port, () -> !process.isAlive() || listens(port));
        return this;
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        var _ = process.destroyForcibly()
                .onExit()
                .completeOnTimeout(process, 10, TimeUnit.SECONDS)
                .join();
    }
}
