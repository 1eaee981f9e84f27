package dev.weir.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client on Netty's own HTTP/2, one channel a stream, against a server of weir, which has its frames from Netty but no more. */
@Timeout(120)
class NettyClientTest {
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private Site site;
    private Channel connection;

    /** Gathers what comes of one stream, which it takes off the window as it comes. */
    private static final class Gathering extends ChannelInboundHandlerAdapter {
        private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws IOException {
            boolean last = false;
            if (message instanceof Http2DataFrame data) {
                data.content().readBytes(body, data.content().readableBytes());
                last = data.isEndStream();
            } else if (message instanceof Http2HeadersFrame head) {
                last = head.isEndStream();
            } else if (message instanceof Http2ResetFrame reset) {
                whole.completeExceptionally(new IOException("reset: " + reset.errorCode()));
            }
            ReferenceCountUtil.release(message);
            if (last) {
                whole.complete(body.toByteArray());
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            whole.completeExceptionally(new IOException("closed"));
        }
    }

    @BeforeEach
    void connect() throws Exception {
        site = Site.plain();
        connection = new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(Http2FrameCodecBuilder.forClient().build())
                                .addLast(new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()));
                    }
                })
                .connect(InetAddress.getLoopbackAddress(), site.port())
                .sync()
                .channel();
    }

    @AfterEach
    void close() {
        site.close();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private CompletableFuture<byte[]> send(String method, String path, byte[] body) throws Exception {
        Gathering gathering = new Gathering();
        Channel stream = new Http2StreamChannelBootstrap(connection)
                .handler(gathering)
                .open()
                .get(10, TimeUnit.SECONDS);
        Http2Headers head = new DefaultHttp2Headers()
                .method(method)
                .path(path)
                .scheme("http")
                .authority("localhost");
        var _ = stream.write(new DefaultHttp2HeadersFrame(head, body.length == 0));
        if (body.length > 0) {
            var _ = stream.write(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(body), true));
        }
        stream.flush();
        return gathering.whole;
    }

    @Test
    void bodies_ofManyStreams_areWholeInBothDirections() throws Exception {
        byte[] upload = Pattern.bytes(2_000_000);
        List<CompletableFuture<byte[]>> downloads = new ArrayList<>();
        List<CompletableFuture<byte[]>> echoes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            downloads.add(send("GET", "/stream/500000", new byte[0]));
            echoes.add(send("POST", "/echo", upload));
        }
        for (int i = 0; i < 10; i++) {
            assertThat(Wait.get(downloads.get(i))).isEqualTo(Pattern.bytes(500_000));
            assertThat(Wait.get(echoes.get(i))).isEqualTo(upload);
        }
        assertThat(Wait.get(send("GET", "/stream/0", new byte[0]))).isEmpty();
        assertThat(site.failures).isEmpty();
    }
}
