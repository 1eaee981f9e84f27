package dev.weir.bench.edge;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Requests that are sent when it is their time, whether or not those before them were answered; or, with no rate, so many at a
 * time. All on one event loop, which does not rest while one is to be sent soon: it has a processor of its own. A request that
 * has no answer after a while is given up, and its connection closed.
 */
final class OpenLoop {
    private static final long TICK = 500_000;
    private static final long SOON = 2_000_000; // a loop wakes up to a millisecond late: it does not rest before that
    private static final int LITTLE = 4_096; // bytes that the system holds for one that does not read

    private final EventLoop loop;
    private final Bootstrap bootstrap;
    private final Plan plan;
    private final byte[] body;
    private final Tallies tallies;
    private final SplittableRandom random;
    private final Deque<Caller> idle = new ArrayDeque<>();
    private final Deque<Ask> open = new ArrayDeque<>(); // in the order in which they were meant
    private final CompletableFuture<Tallies> done = new CompletableFuture<>();
    private long began;
    private long next;
    private long end;
    private int step;

    OpenLoop(EventLoop loop, Plan plan) {
        this.loop = loop;
        this.plan = plan;
        this.tallies = new Tallies(plan);
        this.body = new byte[plan.body()];
        this.random = new SplittableRandom(plan.seed());
        bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .remoteAddress(InetAddress.getLoopbackAddress(), plan.port());
    }

    /** Runs it, and gives what came of it. */
    CompletableFuture<Tallies> run() {
        loop.execute(() -> {
            began = System.nanoTime();
            next = began;
            end = began + plan.wholeNanos();
            for (int i = 0; i < plan.atATime(); i++) {
                ask(began);
            }
            tick();
        });
        return done;
    }

    private void tick() {
        try {
            step();
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
        }
    }

    private void step() {
        long now = System.nanoTime();
        while (plan.atATime() == 0 && next <= now && next < end) {
            ask(next);
            next += (long) (random.nextExponential() * 1e9 / plan.perSecond(now - began));
        }
        endIfLate(now);
        for (Ask first = open.peek(); first != null && isOver(first, now); first = open.peek()) {
            open.remove();
        }
        if (now >= end && (plan.atATime() > 0 || open.isEmpty())) {
            done.complete(tallies);
            return;
        }
        long wait = plan.atATime() > 0 || now >= end || next - now > SOON ? TICK : 0;
        var _ = loop.schedule(this::tick, wait, TimeUnit.NANOSECONDS); // between two of them it reads and writes
    }

    /** Who came too late in one step would only be later in the next one. */
    private void endIfLate(long now) {
        int at = plan.step(now - began);
        if (at > step && tallies.isLate(step)) {
            end = Math.min(end, now);
        }
        step = at;
    }

    private boolean isOver(Ask first, long now) {
        if (!first.over && now - first.meant > plan.givesUpNanos()) {
            first.over = true;
            first.counts.forEach(Tally::gaveUp);
            Caller caller = first.caller;
            if (caller != null) {
                caller.giveUp();
            }
            again(now);
        }
        return first.over;
    }

    private void ask(long meant) {
        if (plan.unread() > 0 && random.nextDouble() < plan.unread()) {
            Ask ask = new Ask(meant, List.of());
            open.add(ask);
            connect(ask, false);
            return;
        }
        Ask ask = new Ask(meant, tallies.at(meant - began));
        long now = System.nanoTime();
        ask.counts.forEach(tally -> tally.asked(ask, now));
        open.add(ask);
        Caller caller = idle.poll();
        while (caller != null && !caller.isOpen()) {
            caller = idle.poll();
        }
        if (caller != null) {
            caller.ask(ask);
        } else {
            connect(ask, true);
        }
    }

    private void connect(Ask ask, boolean reads) {
        Caller caller = new Caller(this, body, reads);
        caller.ask(ask);
        Bootstrap one = bootstrap.clone().option(ChannelOption.AUTO_READ, reads);
        if (!reads) {
            one.option(ChannelOption.SO_RCVBUF, LITTLE);
        }
        var _ = one.handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new HttpClientCodec(), caller);
                    }
                })
                .connect()
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        caller.failed();
                    }
                });
    }

    void free(Caller caller) {
        idle.push(caller);
    }

    void answered(Ask ask, int status) {
        long now = System.nanoTime();
        if (!ask.over) {
            ask.over = true;
            ask.counts.forEach(tally -> tally.answered(ask, status, now));
            again(now);
        }
    }

    void failed(Ask ask) {
        if (!ask.over) {
            ask.over = true;
            ask.counts.forEach(Tally::failed);
            again(System.nanoTime());
        }
    }

    private void again(long now) {
        if (plan.atATime() > 0 && now < end) {
            var _ = loop.schedule(() -> ask(System.nanoTime()), 0, TimeUnit.NANOSECONDS);
        }
    }
}
