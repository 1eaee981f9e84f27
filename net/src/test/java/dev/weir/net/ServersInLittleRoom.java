package dev.weir.net;

import dev.weir.http.HttpServer;
import dev.weir.http.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A program with one server, for a process of its own: prints its port, and ends with what it reads. */
final class ServersInLittleRoom {
    private ServersInLittleRoom() {}

    public static void main(String[] arguments) throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Transport transport = Transport.valueOf(arguments[1]);
        switch (arguments[0]) {
            case "tcp" -> {
                try (TcpServer server = Tcp.server(any)
                        .transport(transport)
                        .serve(connection -> connection.duplex().answer(bytes -> bytes))) {
                    untilTold(server.port());
                }
            }
            case "http" -> {
                try (HttpServer server = HttpServer.on(any)
                        .transport(transport)
                        .handle(request -> Response.text(200, "here"))
                        .start()) {
                    untilTold(server.port());
                }
            }
            default -> throw new IllegalArgumentException("tcp or http but was " + arguments[0]);
        }
    }

    private static void untilTold(int port) throws IOException {
        System.out.println("port " + port);
        while (System.in.read() >= 0) {
            // each byte is a beat of whoever started it
        }
    }
}
