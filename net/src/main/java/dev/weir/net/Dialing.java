package dev.weir.net;

import dev.weir.net.internal.Loops;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Makes connections. */
final class Dialing {
    private Dialing() {}

    static CompletionStage<TcpConnection> connect(InetSocketAddress address, TcpLimits limits, Transport transport) {
        Loops loops = Loops.shared(transport);
        CompletableFuture<TcpConnection> connected = new CompletableFuture<>();
        Bootstrap bootstrap = new Bootstrap()
                .group(loops.group())
                .channel(loops.channels().clients())
                .option(ChannelOption.AUTO_CLOSE, false) // the peer may have said something before it closed
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        Math.min(Integer.MAX_VALUE, limits.connectTimeout().toMillis()))
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        Wires.configure(channel, limits);
                    }
                });
        var _ = bootstrap.connect(address).addListener((io.netty.channel.ChannelFutureListener) done -> {
            if (done.isSuccess()) {
                SocketHandler socket = done.channel().pipeline().get(SocketHandler.class);
                TcpConnection connection = new TcpConnection(socket);
                if (!connected.complete(connection)) {
                    connection.close();
                }
            } else {
                connected.completeExceptionally(new IOException(
                        "a connection must be made but " + address + " could not be reached; is it listening?",
                        done.cause()));
            }
        });
        return connected;
    }
}
