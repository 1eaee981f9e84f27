package dev.weir.bench.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Looks at how a connection begins, sets up what it speaks, and is gone. */
final class NettyProtocols extends ByteToMessageDecoder {
    private static final String PREFACE = "PRI";

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (in.readableBytes() < PREFACE.length()) {
            return;
        }
        var pipeline = context.pipeline();
        if (in.toString(in.readerIndex(), PREFACE.length(), StandardCharsets.US_ASCII)
                .equals(PREFACE)) {
            pipeline.addLast(
                    Http2FrameCodecBuilder.forServer().build(), new Http2MultiplexHandler(NettyHttp2.INSTANCE));
        } else {
            pipeline.addLast(new HttpServerCodec(), NettyHttp1.INSTANCE);
        }
        pipeline.remove(this); // hands on what it has read
    }
}
