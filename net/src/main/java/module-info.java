/** HTTP as two-way flows: a server and a client that hold back in both directions. */
@org.jspecify.annotations.NullMarked
module dev.weir.net {
    requires static io.netty.transport.classes.epoll;
    requires static io.netty.transport.classes.io_uring;
    requires static io.netty.transport.unix.common;
    requires static org.jspecify;
    requires transitive dev.weir.core;
    requires io.netty.buffer;
    requires io.netty.codec.http2;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires java.management;
    requires jdk.management;

    exports dev.weir.http;
    exports dev.weir.net;
    exports dev.weir.net.yamux;
    exports dev.weir.websocket;
}
