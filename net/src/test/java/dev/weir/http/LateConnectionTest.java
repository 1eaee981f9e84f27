package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A connection that was accepted before a server ended, and joins it afterwards. */
class LateConnectionTest {
    private static EmbeddedChannel joinsAfter(Consumer<HttpServer> end) throws Exception {
        HttpServer server = HttpServer.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .handle(request -> Response.of(200))
                .start();
        end.accept(server);
        EmbeddedChannel channel = new EmbeddedChannel();
        FirstBytes connection = new FirstBytes(channel, server, null);
        server.serves(connection);
        channel.pipeline().addLast(connection);
        channel.runPendingTasks();
        return channel;
    }

    @Test
    void connection_thatJoinsAServerThatWasClosed_isClosed() throws Exception {
        assertThat(joinsAfter(HttpServer::close).isOpen()).isFalse();
    }

    @Test
    void connection_thatJoinsAServerThatWasDrained_isClosed() throws Exception {
        assertThat(joinsAfter(server -> server.drain(Duration.ofSeconds(1))).isOpen())
                .isFalse();
    }
}
