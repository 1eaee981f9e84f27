/** TCP, TLS, lines and HTTP as two-way flows. */
@org.jspecify.annotations.NullMarked
module dev.weir.net {
    requires static org.jspecify;
    requires transitive dev.weir.core;
    requires io.netty.buffer;
    requires io.netty.codec.http;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
}
