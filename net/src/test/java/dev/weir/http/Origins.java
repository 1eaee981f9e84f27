package dev.weir.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;

/** An origin that says exactly what a test tells it to: each connection is given to a script on a thread of its own. */
final class Origins implements AutoCloseable {
    /** What happens on one connection. */
    interface Script {
        void run(Peer peer, int connection) throws Exception;
    }

    /** One connection, as the origin sees it. */
    static final class Peer {
        final Socket socket;

        Peer(Socket socket) {
            this.socket = socket;
        }

        /** Reads a head, byte by byte. */
        String head() throws IOException {
            var all = new StringBuilder();
            while (all.indexOf("\r\n\r\n") < 0) {
                int b = socket.getInputStream().read();
                if (b < 0) {
                    throw new IOException("ended after: " + all);
                }
                all.append((char) b);
            }
            return all.toString();
        }

        String read(int count) throws IOException {
            return new String(socket.getInputStream().readNBytes(count), StandardCharsets.ISO_8859_1);
        }

        /** Whether the other end has closed; waits for it. */
        boolean ended() {
            try {
                return socket.getInputStream().read() < 0;
            } catch (IOException e) {
                return true;
            }
        }

        Peer say(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return this;
        }
    }

    final LinkedBlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    Origins(Script script) throws IOException {
        Thread.ofVirtual().start(() -> accept(script));
    }

    private void accept(Script script) {
        for (int i = 1; ; i++) {
            int number = i;
            try {
                Socket socket = listening.accept();
                Thread.ofVirtual().start(() -> {
                    try (socket) {
                        socket.setTcpNoDelay(true);
                        script.run(new Peer(socket), number);
                    } catch (Exception | AssertionError e) {
                        failures.add(e);
                    }
                });
            } catch (IOException e) {
                return;
            }
        }
    }

    int port() {
        return listening.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
