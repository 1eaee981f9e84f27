package dev.weir.http;

import dev.weir.Ending;
import dev.weir.FlowCancelledException;
import dev.weir.Running;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A tunnel of a server, which runs the conversation: it is over when that has run to its end and all it said was handed to
 * the socket. Any other ending resets the stream.
 */
final class ServerTunnel extends StreamTunnel {
    private final Consumer<Ending> over;
    private boolean ran;
    private boolean sent;

    /** Of this stream; {@code over} is told how it ended. */
    ServerTunnel(Http2Stream stream, Consumer<Ending> over) {
        super(stream);
        this.over = over;
    }

    /** A direction that this run has not begun when it ends is ended with it. */
    void runBy(Running<?> run) {
        var _ = run.result().whenComplete((value, failure) -> stream.connection.onLoop(() -> ranOut(failure)));
    }

    private void ranOut(@Nullable Throwable failure) {
        if (failure != null) {
            over.accept(
                    failure instanceof FlowCancelledException
                            ? new Ending.Cancelled(String.valueOf(failure.getMessage()))
                            : new Ending.Failed("conversation", failure));
            return;
        }
        ran = true;
        inbound.discard();
        if (!outbound.opened()) {
            stream.endQueue(Headers.none());
        }
        endIfOver();
    }

    @Override
    void sent() {
        sent = true;
        endIfOver();
    }

    private void endIfOver() {
        if (ran && sent) {
            over.accept(Ending.DONE);
        }
    }
}
