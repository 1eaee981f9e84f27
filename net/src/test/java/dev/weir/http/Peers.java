package dev.weir.http;

import io.netty.handler.codec.http2.Http2Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

/** Listens, and does on each connection what a test tells it to, frame by frame. */
final class Peers implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

    /** What a peer does on one connection; they are numbered from 1. */
    interface Script {
        void run(H2Peer peer, int connection) throws Exception;
    }

    /** What is said first on a connection. */
    interface Opening {
        H2Peer open(Socket accepted) throws IOException;
    }

    Peers(Http2Settings settings, Script script) throws IOException {
        this(accepted -> H2Peer.server(accepted, settings), script);
    }

    Peers(Opening opening, Script script) throws IOException {
        Thread.ofVirtual().start(() -> accept(opening, script));
    }

    private void accept(Opening opening, Script script) {
        for (int i = 1; ; i++) {
            int number = i;
            try {
                Socket socket = listening.accept();
                Thread.ofVirtual().start(() -> {
                    try (H2Peer peer = opening.open(socket)) {
                        script.run(peer, number);
                    } catch (Exception | AssertionError e) {
                        failure.complete(e);
                    }
                });
            } catch (IOException e) {
                return;
            }
        }
    }

    HttpClientBuilder client() {
        return HttpClient.to("localhost", listening.getLocalPort()).http2();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
