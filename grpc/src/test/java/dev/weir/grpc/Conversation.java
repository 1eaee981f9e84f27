package dev.weir.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A call of which a test sees each event. */
final class Conversation extends ClientCall.Listener<String> {
    private final ClientCall<String, String> call;
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    final CompletableFuture<Status> status = new CompletableFuture<>();
    final CompletableFuture<Metadata> trailers = new CompletableFuture<>();

    private Conversation(ClientCall<String, String> call) {
        this.call = call;
    }

    static Conversation start(
            Channel channel, MethodDescriptor<String, String> method, CallOptions options, Metadata headers) {
        Conversation conversation = new Conversation(channel.newCall(method, options));
        conversation.call.start(conversation, headers);
        conversation.call.request(1_000);
        return conversation;
    }

    static Conversation start(Channel channel, MethodDescriptor<String, String> method) {
        return start(channel, method, CallOptions.DEFAULT, new Metadata());
    }

    Conversation ask(String request) {
        call.sendMessage(request);
        call.halfClose();
        return this;
    }

    void say(String message) {
        call.sendMessage(message);
    }

    void end() {
        call.halfClose();
    }

    void leave() {
        call.cancel("on purpose", null);
    }

    String heard() throws InterruptedException {
        String message = messages.poll(Wait.LONG.toSeconds(), TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("nothing was heard within " + Wait.LONG + ", " + status);
        }
        return message;
    }

    Status status() throws Exception {
        return Wait.get(status);
    }

    Metadata trailers() throws Exception {
        return Wait.get(trailers);
    }

    @Override
    public void onMessage(String message) {
        messages.add(message);
    }

    @Override
    public void onClose(Status end, Metadata last) {
        trailers.complete(last);
        status.complete(end);
    }
}
