package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Ending;
import dev.weir.admission.Admission;
import dev.weir.admission.AdmissionSettings;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Settings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who resets what it has asked for, or has it reset, gets no more worked on at a time than was let in. */
@Timeout(60)
class ResetsAtTheGateTest {
    private static final int MOST = 8;
    private static final int WINDOW_UPDATE = 8;
    private static final int STREAMS = 150; // more than may be open, fewer than may be reset at once

    private final Semaphore mayEnd = new Semaphore(0);
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger();

    /** A service that does not notice when nobody wants its answer any more. */
    private Response serve(Request request) {
        begun.incrementAndGet();
        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
        mayEnd.acquireUninterruptibly();
        inside.decrementAndGet();
        return Response.text(200, "in");
    }

    @FunctionalInterface
    private interface Ends {
        void stream(H2Peer peer, int id) throws IOException;
    }

    private void attack(Ends ends) throws Exception {
        Admission admission = Admission.of(AdmissionSettings.usual().most(MOST));
        try (var server = HttpServer.on(0)
                        .admit(admission)
                        .handle(this::serve)
                        .onFailure((request, cause) -> {})
                        .start();
                var peer = H2Peer.client(server.port());
                var honest = H2Peer.client(server.port())) {
            for (int i = 0; i < STREAMS; i++) {
                int id = 2 * i + 1;
                peer.get(id, "/");
                ends.stream(peer, id);
            }
            Wait.until("so many as may are inside", () -> inside.get() == MOST);
            assertThat(admission.read().inside()).isEqualTo(MOST);
            mayEnd.release(10 * STREAMS);
            Wait.until("nobody is inside", () -> admission.read().inside() == 0 && inside.get() == 0);
            honest.get(1, "/");
            assertThat(honest.answer(1)).isEqualTo("200 in");
        }
        assertThat(most).hasValue(MOST);
        assertThat(begun.get()).isLessThanOrEqualTo(STREAMS + 1);
    }

    @Test
    void streams_thatTheirClientResets_holdTheirPermitsUntilTheirWorkHasEnded() throws Exception {
        attack((peer, id) -> peer.reset(id, Http2Error.CANCEL));
    }

    // An increment of nothing is an error of the stream: the server resets it.
    @Test
    void streams_thatAreResetForWhatTheirClientDoes_holdTheirPermitsToo() throws Exception {
        attack((peer, id) -> {
            byte[] frame = ByteBuffer.allocate(13)
                    .putInt(4 << 8 | WINDOW_UPDATE)
                    .put((byte) 0)
                    .putInt(id)
                    .putInt(0)
                    .array();
            peer.raw(frame);
        });
    }

    /** Their last bytes were written, but not to the socket, which takes no more of them. */
    @Test
    void answers_thatTheirClientDoesNotReadAndLeaves_giveTheirPermitsBack() throws Exception {
        Admission admission = Admission.of(AdmissionSettings.usual());
        Response large = Response.text(200, "x".repeat(16_000));
        AtomicInteger failed = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        try (var server = HttpServer.on(0)
                .admit(admission)
                .handleAsync(request -> CompletableFuture.completedStage(
                        large.onEnded(ending -> (ending instanceof Ending.Done ? ended : failed).incrementAndGet())))
                .start()) {
            Http2Settings wide = new Http2Settings().initialWindowSize(1 << 24);
            try (var peer = H2Peer.client(server.port(), wide, 4_096)) {
                peer.window(0, 1 << 24);
                for (int id = 1; admission.read().inside() < 20; id += 2) {
                    peer.get(id, "/");
                    int answered = id / 2 + 1;
                    Wait.until("it was asked", () -> admission.read().admitted() == answered);
                }
            }
            Wait.until("nobody is inside", () -> admission.read().inside() == 0);
            assertThat(failed.get()).isGreaterThan(10);
            assertThat(ended.get() + failed.get())
                    .isEqualTo((int) admission.read().admitted());
        }
    }
}
