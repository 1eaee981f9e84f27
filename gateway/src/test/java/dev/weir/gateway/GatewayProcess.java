package dev.weir.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program in a process of its own, with little memory. */
final class GatewayProcess implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("listening on [^ ]+:(\\d+),");

    private final Process process;
    private final BufferedReader log;
    private final List<String> lines = new ArrayList<>();
    private int port;

    private GatewayProcess(Process process) {
        this.process = process;
        this.log = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    }

    /** Starts it with this much heap, and waits until it listens. */
    static GatewayProcess start(String heap, int originPort, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.weir.gateway.Main",
                "gateway",
                "--listen",
                "127.0.0.1:0",
                "--to",
                "http://127.0.0.1:" + originPort));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        GatewayProcess gateway = new GatewayProcess(process);
        gateway.awaitListening();
        return gateway;
    }

    private void awaitListening() throws IOException {
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            lines.add(line);
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                port = Integer.parseInt(listening.group(1));
                return;
            }
        }
        throw new IOException("the gateway must listen but ended: " + lines);
    }

    Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    int port() {
        return port;
    }

    boolean alive() {
        return process.isAlive();
    }

    /** SIGTERM; then what it said until its end. */
    String stop() throws IOException, InterruptedException {
        process.toHandle().destroy(); // unlike destroy() of the process, it leaves its output open
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            lines.add(line);
        }
        process.waitFor(20, TimeUnit.SECONDS);
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
