package dev.weir.http;

import dev.weir.Duplex;
import dev.weir.Running;
import dev.weir.Source;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/** What the tests of a client's tunnels over HTTP/2 say, and how they hear it. */
final class Talks {
    static final Request ASK = Request.get("/talk?a").with("Upgrade", "talk").with("X-More", "1");

    static final Http2Headers AGREED = H2Peer.fields(":status", "200");

    private Talks() {}

    static Http2Settings taking() {
        return new Http2Settings().connectProtocolEnabled(true);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(Source<byte[]> source) {
        return source.reduce("", (all, some) -> all + new String(some, StandardCharsets.ISO_8859_1));
    }

    static Duplex<byte[], byte[]> switched(CompletionStage<Upgraded> upgraded) throws Exception {
        return ((Upgraded.Switched) Wait.get(upgraded)).duplex();
    }

    static Running<?> saysNothing(Duplex<byte[], byte[]> talk) {
        return Source.from(new CompletableFuture<byte[]>()).to(talk.sink()).start();
    }

    static void untilClosed(H2Peer peer) throws Exception {
        while (!(peer.next() instanceof Frame.Closed)) {
            // whatever else comes
        }
    }

    static Frame.Head asked(H2Peer peer) throws Exception {
        return peer.until(Frame.Head.class);
    }

    static Frame.Head agreed(H2Peer peer) throws Exception {
        Frame.Head head = asked(peer);
        peer.head(head.id(), false, AGREED);
        return head;
    }

    static HttpClientException failure(CompletionStage<?> stage) throws Exception {
        try {
            Wait.get(stage);
        } catch (ExecutionException e) {
            return (HttpClientException) e.getCause();
        }
        throw new AssertionError("it did not fail");
    }
}
