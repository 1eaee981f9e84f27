package dev.weir.examples;

import dev.weir.Fn;
import dev.weir.Lines;
import dev.weir.net.Tcp;
import dev.weir.net.TcpServer;
import dev.weir.net.Tls;
import java.io.IOException;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLContext;

/**
 * A &lt;-&gt; B &lt;-&gt; C: lines over TLS over TCP. Each layer holds back both neighbours, each direction on its own: a client that
 * does not read its answers is not read any further, and nobody else notices.
 */
public final class LinesOverTls {
    private static final int KIB = 1024;

    private LinesOverTls() {}

    /**
     * Serves lines, sixteen of each connection at a time, answers in order.
     *
     * @param address where it listens
     * @param context has the key
     * @param service answers a line; may block
     * @return the server
     * @throws IOException if the address cannot be had
     */
    public static TcpServer serve(InetSocketAddress address, SSLContext context, Fn<String, String> service)
            throws IOException {
        return Tcp.server(address)
                .serve(connection -> connection
                        .through(Tls.server(context))
                        .through(Lines.utf8(8 * KIB))
                        .answer(requests -> requests.mapConcurrent(16, service)));
    }
}
