package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Source;
import dev.weir.net.internal.PlaceOfATest;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How often the socket is written to for an answer: once, if its first piece is there when its head is. */
class HeadWithBodyTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<String> flushed = new CopyOnWriteArrayList<>();
    private final List<Channel> open = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @AfterEach
    void close() {
        server.close();
        open.forEach(channel -> channel.close().awaitUninterruptibly());
        open.forEach(channel -> channel.eventLoop().submit(() -> {}).awaitUninterruptibly()); // they know of it
        var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    /** Listens with such connections, whose writes are seen; answers the port. */
    private int listen(Source<ByteBuffer> body, Function<Channel, Connection> connection) throws Exception {
        server = HttpServer.on(0)
                .handleAsync(request -> CompletableFuture.completedStage(Response.ok(body)))
                .start();
        Channel listening = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        Sockets.configure(channel);
                        open.add(channel);
                        PlaceOfATest.give(channel);
                        channel.pipeline().addLast(new Seen(), connection.apply(channel));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /** Keeps what was written up to each flush, which is what the socket gets at a time. */
    private final class Seen extends ChannelOutboundHandlerAdapter {
        private final StringBuilder written = new StringBuilder();

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            written.append(((ByteBuf) message).toString(StandardCharsets.ISO_8859_1));
            var _ = ctx.write(message, promise);
        }

        @Override
        public void flush(ChannelHandlerContext ctx) {
            if (!written.isEmpty()) {
                flushed.add(written.toString());
                written.setLength(0);
            }
            ctx.flush();
        }
    }

    @Test
    void head_ofAFlowThatIsThere_isWrittenWithItsBody() throws Exception {
        int port = listen(Bytes.body("ab", "cd"), channel -> new ServerConnection(channel, server));
        try (var wire = new Wire(port)) {
            wire.send(GET).readUntil("\r\n0\r\n\r\n");
            assertThat(flushed).hasSize(1);
            wire.send(GET).readUntil("\r\n0\r\n\r\n");
            assertThat(flushed)
                    .hasSize(2)
                    .allSatisfy(bytes -> assertThat(bytes)
                            .startsWith("HTTP/1.1 200 OK\r\n")
                            .endsWith("2\r\nab\r\n2\r\ncd\r\n0\r\n\r\n"));
        }
    }

    @Test
    void head_ofAFlowThatSaysNothingYet_isWrittenAtOnce() throws Exception {
        int port = listen(Bytes.silence(), channel -> new ServerConnection(channel, server));
        try (var wire = new Wire(port)) {
            wire.send(GET).readHead();
            assertThat(flushed).hasSize(1);
        }
    }

    @Test
    void head_ofAFlowThatIsThere_isWrittenWithItsBodyOverHttp2() throws Exception {
        int port = listen(Bytes.body("first", "second"), channel -> new Http2ServerConnection(channel, server));
        try (var peer = H2Peer.client(port)) {
            peer.ping(1).until(Frame.Ping.class);
            int before = flushed.size();
            peer.get(1, "/");
            assertThat(peer.until(Frame.Head.class).id()).isEqualTo(1);
            peer.until(frame -> frame instanceof Frame.Data data && data.end());
            assertThat(flushed.subList(before, flushed.size())).hasSize(1);
        }
    }

    @Test
    void head_ofAFlowThatSaysNothingYet_isWrittenAtOnceOverHttp2() throws Exception {
        int port = listen(Bytes.silence(), channel -> new Http2ServerConnection(channel, server));
        try (var peer = H2Peer.client(port)) {
            peer.get(1, "/");
            assertThat(peer.until(Frame.Head.class).id()).isEqualTo(1);
        }
    }
}
