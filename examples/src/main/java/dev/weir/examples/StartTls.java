package dev.weir.examples;

import dev.weir.LineEnd;
import dev.weir.Lines;
import dev.weir.net.Tcp;
import dev.weir.net.TcpServer;
import dev.weir.net.Tls;
import java.io.IOException;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLContext;

/**
 * A program that speaks another protocol from here on, as mail servers do: lines in the clear, until one says STARTTLS; its
 * answer is still in the clear, and from there on the same lines go over TLS. Not one byte is lost or read twice, however
 * the network cuts them.
 */
public final class StartTls {
    private static final int KIB = 1024;

    private StartTls() {}

    /**
     * Serves a protocol like that of mail.
     *
     * @param address where it listens
     * @param context has the key
     * @return the server
     * @throws IOException if the address cannot be had
     */
    public static TcpServer serve(InetSocketAddress address, SSLContext context) throws IOException {
        return Tcp.server(address)
                .serve(connection -> connection
                        .through(Lines.ascii(KIB, LineEnd.CR_LF))
                        .divert(line -> line.equals("STARTTLS"), Tls.server(context))
                        .answer(lines -> lines.map(StartTls::answer)));
    }

    private static String answer(String line) {
        return switch (line.split(" ", 2)[0]) {
            case "EHLO" -> "250 STARTTLS";
            case "STARTTLS" -> "220 go ahead";
            case "MAIL", "RCPT", "NOOP" -> "250 OK";
            case "QUIT" -> "221 bye";
            default -> "500 what?";
        };
    }
}
