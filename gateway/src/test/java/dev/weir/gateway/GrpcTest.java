package dev.weir.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client and a server of grpc-java with the gateway between them. */
@Timeout(60)
class GrpcTest {
    private static final MethodDescriptor<String, String> UNARY = method("Unary", MethodType.UNARY);
    private static final MethodDescriptor<String, String> DOWN = method("Down", MethodType.SERVER_STREAMING);
    private static final MethodDescriptor<String, String> UP = method("Up", MethodType.CLIENT_STREAMING);
    private static final MethodDescriptor<String, String> BOTH = method("Both", MethodType.BIDI_STREAMING);
    private static final MethodDescriptor<String, String> NEVER = method("Never", MethodType.UNARY);

    private final CompletableFuture<String> cancelled = new CompletableFuture<>();
    private Server server;
    private Gateway gateway;
    private ManagedChannel channel;

    private static MethodDescriptor<String, String> method(String name, MethodType type) {
        return MethodDescriptor.<String, String>newBuilder()
                .setType(type)
                .setFullMethodName("weir.Test/" + name)
                .setRequestMarshaller(new Text())
                .setResponseMarshaller(new Text())
                .build();
    }

    private static final class Text implements MethodDescriptor.Marshaller<String> {
        @Override
        public InputStream stream(String value) {
            return new ByteArrayInputStream(value.getBytes(UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
            try {
                return new String(stream.readAllBytes(), UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static StreamObserver<String> each(StreamObserver<String> out) {
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

    private static StreamObserver<String> joined(StreamObserver<String> out) {
        List<String> heard = new ArrayList<>();
        return new StreamObserver<>() {
            @Override
            public void onNext(String value) {
                heard.add(value);
            }

            @Override
            public void onError(Throwable t) {}

            @Override
            public void onCompleted() {
                out.onNext(String.join("+", heard));
                out.onCompleted();
            }
        };
    }

    private static void unary(String request, StreamObserver<String> out) {
        if (request.equals("bad")) {
            out.onError(Status.FAILED_PRECONDITION.withDescription("it is bad").asRuntimeException());
        } else {
            out.onNext("re " + request);
            out.onCompleted();
        }
    }

    private void never(StreamObserver<String> out) {
        ((ServerCallStreamObserver<String>) out).setOnCancelHandler(() -> cancelled.complete("yes"));
    }

    @BeforeEach
    void start() throws Exception {
        ServerServiceDefinition service = ServerServiceDefinition.builder("weir.Test")
                .addMethod(UNARY, ServerCalls.asyncUnaryCall(GrpcTest::unary))
                .addMethod(DOWN, ServerCalls.asyncServerStreamingCall((String request, StreamObserver<String> out) -> {
                    for (int i = 0; i < Integer.parseInt(request); i++) {
                        out.onNext("item " + i);
                    }
                    out.onCompleted();
                }))
                .addMethod(UP, ServerCalls.asyncClientStreamingCall(GrpcTest::joined))
                .addMethod(BOTH, ServerCalls.asyncBidiStreamingCall(GrpcTest::each))
                .addMethod(
                        NEVER, ServerCalls.asyncUnaryCall((String request, StreamObserver<String> out) -> never(out)))
                .build();
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(service)
                .build()
                .start();
        gateway = Gateway.start(GatewaySettings.to(URI.create("http://127.0.0.1:" + server.getPort()))
                .speakingHttp2());
        channel = NettyChannelBuilder.forAddress("127.0.0.1", gateway.port())
                .usePlaintext()
                .build();
    }

    @AfterEach
    void stop() throws InterruptedException {
        channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
        gateway.close();
        server.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    }

    @Test
    void unary_call_isAnswered() {
        for (int i = 0; i < 100; i++) {
            assertThat(ClientCalls.blockingUnaryCall(channel, UNARY, CallOptions.DEFAULT, "x" + i))
                    .isEqualTo("re x" + i);
        }
    }

    @Test
    void failure_ofTheServer_comesWithItsStatus() {
        assertThatThrownBy(() -> ClientCalls.blockingUnaryCall(channel, UNARY, CallOptions.DEFAULT, "bad"))
                .isInstanceOfSatisfying(StatusRuntimeException.class, e -> {
                    assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
                    assertThat(e.getStatus().getDescription()).isEqualTo("it is bad");
                });
    }

    @Test
    void stream_ofTheServer_comesWhole() {
        Iterator<String> items = ClientCalls.blockingServerStreamingCall(channel, DOWN, CallOptions.DEFAULT, "10000");
        int count = 0;
        while (items.hasNext()) {
            assertThat(items.next()).isEqualTo("item " + count++);
        }
        assertThat(count).isEqualTo(10_000);
    }

    @Test
    void stream_ofTheClient_arrivesWhole() throws Exception {
        Collected answer = new Collected();
        StreamObserver<String> out =
                ClientCalls.asyncClientStreamingCall(channel.newCall(UP, CallOptions.DEFAULT), answer);
        List<String> said = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            said.add("item " + i);
            out.onNext("item " + i);
        }
        out.onCompleted();
        assertThat(answer.done.get(30, TimeUnit.SECONDS)).containsExactly(String.join("+", said));
    }

    @Test
    void streams_ofBothSides_areHeardWhileTheyGoOn() throws Exception {
        Collected answer = new Collected();
        StreamObserver<String> out =
                ClientCalls.asyncBidiStreamingCall(channel.newCall(BOTH, CallOptions.DEFAULT), answer);
        for (int i = 0; i < 200; i++) {
            out.onNext("item " + i);
            assertThat(answer.next(i)).as("before the next is said").isEqualTo("re item " + i);
        }
        out.onCompleted();
        assertThat(answer.done.get(30, TimeUnit.SECONDS)).hasSize(200);
    }

    @Test
    void cancel_ofTheClient_reachesTheServer() throws Exception {
        var call = ClientCalls.futureUnaryCall(channel.newCall(NEVER, CallOptions.DEFAULT), "x");
        assertThatThrownBy(() -> call.get(300, TimeUnit.MILLISECONDS))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
        call.cancel(true);
        assertThat(cancelled.get(10, TimeUnit.SECONDS)).isEqualTo("yes");
    }

    @Test
    void deadline_ofTheClient_isKeptOnBothSides() throws Exception {
        assertThat(ClientCalls.blockingUnaryCall(channel, UNARY, CallOptions.DEFAULT, "x"))
                .as("the way is there: to make it may take longer than the deadline")
                .isEqualTo("re x");
        CallOptions hurried = CallOptions.DEFAULT.withDeadlineAfter(500, TimeUnit.MILLISECONDS);
        assertThatThrownBy(() -> ClientCalls.blockingUnaryCall(channel, NEVER, hurried, "x"))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED));
        assertThat(cancelled.get(10, TimeUnit.SECONDS)).isEqualTo("yes");
    }

    @Test
    void metadata_ofTheServer_comesToTheClient() {
        Metadata sent = new Metadata();
        sent.put(Metadata.Key.of("x-asked", Metadata.ASCII_STRING_MARSHALLER), "yes");
        var intercepted =
                io.grpc.ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(sent));
        assertThat(ClientCalls.blockingUnaryCall(intercepted, UNARY, CallOptions.DEFAULT, "x"))
                .isEqualTo("re x");
    }

    private static final class Collected implements StreamObserver<String> {
        private final List<String> items = new ArrayList<>();
        final CompletableFuture<List<String>> done = new CompletableFuture<>();

        @Override
        public synchronized void onNext(String value) {
            items.add(value);
            notifyAll();
        }

        synchronized String next(int index) throws InterruptedException {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (items.size() <= index) {
                long left = end - System.nanoTime();
                assertThat(left).as("an answer must come").isPositive();
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
            return items.get(index);
        }

        @Override
        public void onError(Throwable t) {
            done.completeExceptionally(t);
        }

        @Override
        public synchronized void onCompleted() {
            done.complete(List.copyOf(items));
        }
    }
}
