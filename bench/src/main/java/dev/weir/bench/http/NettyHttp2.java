package dev.weir.bench.http;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.util.ReferenceCountUtil;

/** Answers on a stream of HTTP/2. */
@Sharable
final class NettyHttp2 extends ChannelInboundHandlerAdapter {
    static final NettyHttp2 INSTANCE = new NettyHttp2();

    private NettyHttp2() {}

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof Http2HeadersFrame head && head.isEndStream()) {
                answer(context, Payload.at(head.headers().path().toString()));
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private static void answer(ChannelHandlerContext context, Payload payload) {
        var headers = new DefaultHttp2Headers()
                .status("200")
                .set(HttpHeaderNames.CONTENT_TYPE, NettyHttp1.TYPE)
                .set(HttpHeaderNames.DATE, Dates.now())
                .setLong(HttpHeaderNames.CONTENT_LENGTH, payload.length());
        var _ = context.write(new DefaultHttp2HeadersFrame(headers));
        if (payload.isStreamed()) {
            NettyStream.begin(context, payload, DefaultHttp2DataFrame::new);
        } else {
            var _ = context.write(new DefaultHttp2DataFrame(NettyBodies.whole(payload), true));
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = context.close();
    }
}
