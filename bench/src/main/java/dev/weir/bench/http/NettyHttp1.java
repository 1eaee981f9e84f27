package dev.weir.bench.http;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;

/** Answers on a connection of HTTP/1.1. */
@Sharable
final class NettyHttp1 extends ChannelInboundHandlerAdapter {
    static final NettyHttp1 INSTANCE = new NettyHttp1();
    static final AsciiString TYPE = AsciiString.cached(Payload.TYPE);

    private NettyHttp1() {}

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof HttpRequest request) {
                answer(context, Payload.at(request.uri()));
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private static void answer(ChannelHandlerContext context, Payload payload) {
        if (payload.isStreamed()) {
            var head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
            fill(head.headers(), payload);
            var _ = context.write(head, context.voidPromise());
            NettyStream.begin(
                    context,
                    payload,
                    (chunk, last) -> last ? new DefaultLastHttpContent(chunk) : new DefaultHttpContent(chunk));
        } else {
            var answer = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.OK, NettyBodies.whole(payload));
            fill(answer.headers(), payload);
            var _ = context.write(answer, context.voidPromise());
        }
    }

    private static void fill(HttpHeaders headers, Payload payload) {
        headers.set(HttpHeaderNames.CONTENT_TYPE, TYPE)
                .set(HttpHeaderNames.DATE, Dates.now())
                .set(HttpHeaderNames.CONTENT_LENGTH, payload.length());
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
