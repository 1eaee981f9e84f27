package dev.weir.bench.edge;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/** A connection: one request at a time. All on the event loop. */
final class Caller extends SimpleChannelInboundHandler<HttpObject> {
    private final OpenLoop loop;
    private final byte[] body;
    private final boolean reads;
    private @Nullable Channel channel;
    private @Nullable Ask ask;
    private int status;
    private boolean stays;

    Caller(OpenLoop loop, byte[] body, boolean reads) {
        this.loop = loop;
        this.body = body;
        this.reads = reads;
    }

    /** What it asks as soon as it is connected, or now. */
    void ask(Ask next) {
        ask = next;
        next.caller = this;
        Channel to = channel;
        if (to != null) {
            send(to);
        }
    }

    boolean isOpen() {
        return channel != null && channel.isActive();
    }

    /** Nobody waits for the answer any more. */
    void giveUp() {
        ask = null;
        if (channel != null) {
            var _ = channel.close();
        }
    }

    /** It could not be connected. */
    void failed() {
        Ask lost = ask;
        ask = null;
        if (lost != null) {
            loop.failed(lost);
        }
    }

    private void send(Channel to) {
        boolean brings = body.length > 0;
        var request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                brings ? HttpMethod.POST : HttpMethod.GET,
                Traffic.path(reads),
                Unpooled.wrappedBuffer(body));
        request.headers().set("Host", "localhost");
        if (brings) {
            HttpUtil.setContentLength(request, body.length);
        }
        var _ = to.writeAndFlush(request);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (ask == null) { // it was given up meanwhile
            var _ = ctx.close();
            return;
        }
        channel = ctx.channel();
        send(ctx.channel());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
        if (message instanceof HttpResponse response) {
            status = response.status().code();
            stays = HttpUtil.isKeepAlive(response);
        }
        Ask answered = ask;
        if (message instanceof LastHttpContent && answered != null && status >= 200) {
            ask = null;
            if (stays) {
                loop.free(this);
            } else {
                var _ = ctx.close();
            }
            loop.answered(answered, status);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        failed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        var _ = ctx.close();
    }
}
