package dev.weir.net.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AsAskedTest {
    private final List<Object> heard = new ArrayList<>();
    private final EmbeddedChannel channel = new EmbeddedChannel();

    @BeforeEach
    void put() {
        channel.config().setAutoRead(false);
        channel.pipeline().addLast(new AsAsked(), new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
                heard.add(message);
            }

            @Override
            public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
                heard.add("end");
            }
        });
    }

    private void comes(Object message) {
        channel.pipeline().fireChannelRead(message);
        channel.pipeline().fireChannelReadComplete();
    }

    private void ends() {
        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    }

    @Test
    void whatComesUnasked_waitsAndSoDoesTheEndAfterIt() {
        comes("a");
        comes("b");
        ends();
        assertThat(heard).isEmpty();
        channel.read();
        channel.runPendingTasks();
        assertThat(heard).containsExactly("a");
        channel.read();
        channel.read();
        channel.runPendingTasks();
        assertThat(heard).containsExactly("a", "b", "end");
    }

    @Test
    void end_whileTheLastIsOnItsWayUp_comesAfterIt() {
        comes("last");
        channel.pipeline().read(); // it goes up in a task
        ends();
        channel.runPendingTasks();
        channel.read();
        channel.runPendingTasks();
        assertThat(heard).containsExactly("last", "end");
    }
}
