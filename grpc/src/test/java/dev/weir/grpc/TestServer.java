package dev.weir.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A server on Netty with few threads and one service, and a client of it. A test answers what comes by itself. */
final class TestServer implements AutoCloseable {
    static final int THREADS = 3;
    private static final Logger LOGGER = Logger.getLogger("io.grpc");
    static final MethodDescriptor<String, String> UNARY = Text.method("Unary", MethodType.UNARY);
    static final MethodDescriptor<String, String> HEALTH = Text.method("Health", MethodType.UNARY);
    static final MethodDescriptor<String, String> DOWN = Text.method("Down", MethodType.SERVER_STREAMING);
    static final MethodDescriptor<String, String> BOTH = Text.method("Both", MethodType.BIDI_STREAMING);
    static final MethodDescriptor<String, String> BROKEN = Text.method("Broken", MethodType.BIDI_STREAMING);

    /** A call that a handler has begun with. */
    record Begun(
            String request,
            StreamObserver<String> out,
            @Nullable Deadline deadline) {
        void answer() {
            out.onNext("re " + request);
            out.onCompleted();
        }
    }

    final BlockingQueue<Begun> begun = new LinkedBlockingQueue<>();
    final AtomicInteger arrived = new AtomicInteger();
    final AtomicInteger asked = new AtomicInteger(); // and what was decided at once has begun
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Server server;
    final ManagedChannel channel;

    TestServer(ServerInterceptor interceptor) throws IOException {
        LOGGER.setLevel(Level.OFF); // of failures that are on purpose
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .executor(threads)
                .addService(ServerServiceDefinition.builder("weir.Test")
                        .addMethod(UNARY, ServerCalls.asyncUnaryCall(this::unary))
                        .addMethod(HEALTH, ServerCalls.asyncUnaryCall(TestServer::health))
                        .addMethod(DOWN, ServerCalls.asyncServerStreamingCall(this::unary))
                        .addMethod(BOTH, ServerCalls.asyncBidiStreamingCall(TestServer::both))
                        .addMethod(BROKEN, ServerCalls.asyncBidiStreamingCall(out -> {
                            throw new IllegalStateException("on purpose");
                        }))
                        .build())
                .intercept(interceptor)
                .intercept(
                        new ServerInterceptor() { // before the other one
                            @Override
                            public <Q, R> ServerCall.Listener<Q> interceptCall(
                                    ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
                                arrived.incrementAndGet();
                                ServerCall.Listener<Q> listener = next.startCall(call, headers);
                                asked.incrementAndGet();
                                return listener;
                            }
                        })
                .build()
                .start();
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
                .usePlaintext()
                .build();
    }

    /** A client that tries again what is unavailable, by grpc-java's own means. */
    ManagedChannel tryingAgain() {
        Map<String, ?> policy = Map.of(
                "maxAttempts",
                4.0,
                "initialBackoff",
                "100s", // only a pushback can make it sooner
                "maxBackoff",
                "100s",
                "backoffMultiplier",
                1.0,
                "retryableStatusCodes",
                List.of("UNAVAILABLE"));
        Map<String, ?> all = Map.of("name", List.of(Map.of()), "retryPolicy", policy);
        return NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
                .usePlaintext()
                .defaultServiceConfig(Map.of("methodConfig", List.of(all)))
                .build();
    }

    Channel through(ClientInterceptor interceptor) {
        return ClientInterceptors.intercept(channel, interceptor);
    }

    private void unary(String request, StreamObserver<String> out) {
        switch (request) {
            case "fail" -> throw new IllegalStateException("on purpose");
            case "now" -> new Begun(request, out, null).answer();
            default -> begun.add(new Begun(request, out, Context.current().getDeadline()));
        }
    }

    private static void health(String request, StreamObserver<String> out) {
        out.onNext("well");
        out.onCompleted();
    }

    /** Speaks first. */
    private static StreamObserver<String> both(StreamObserver<String> out) {
        out.onNext("hello");
        return new StreamObserver<>() {
            @Override
            public void onNext(String value) {
                out.onNext("re " + value);
            }

            @Override
            public void onError(Throwable t) {}

            @Override
            public void onCompleted() {
                out.onCompleted();
            }
        };
    }

    Begun next() throws InterruptedException {
        Begun call = begun.poll(Wait.LONG.toSeconds(), TimeUnit.SECONDS);
        if (call == null) {
            throw new AssertionError("no handler began within " + Wait.LONG);
        }
        return call;
    }

    static CompletableFuture<String> call(Channel channel, MethodDescriptor<String, String> method, String request) {
        return call(channel, method, CallOptions.DEFAULT, request);
    }

    static CompletableFuture<String> call(
            Channel channel, MethodDescriptor<String, String> method, CallOptions options, String request) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        ClientCalls.asyncUnaryCall(channel.newCall(method, options), request, new StreamObserver<>() {
            private @Nullable String value;

            @Override
            public void onNext(String said) {
                value = said;
            }

            @Override
            public void onError(Throwable t) {
                answer.completeExceptionally(t);
            }

            @Override
            public void onCompleted() {
                answer.complete(value);
            }
        });
        return answer;
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
        threads.shutdownNow();
    }
}
