package dev.weir.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.Bytes;
import dev.weir.FlowCancelledException;
import dev.weir.FlowFailedException;
import dev.weir.Items;
import dev.weir.LinkPressure;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One connection of a {@link ChatServer}: a loop over the lines it sends, and a flow of what it hears. */
final class ChatClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Socket socket;
    private final Map<String, ChatRoom> rooms;
    private @Nullable ChatRoom room;
    private volatile @Nullable Running<@Nullable Void> hearing;

    ChatClient(Socket socket, Map<String, ChatRoom> rooms) {
        this.socket = socket;
        this.rooms = rooms;
    }

    /** Serves it on this thread, until it hangs up, misbehaves or is told to hush; in the last case it hears the rest. */
    void serve(BooleanSupplier stopping) {
        if (read() && stopping.getAsBoolean()) {
            hearTheRest();
        }
    }

    /** Takes line by line; false if it has no right to more. */
    private boolean read() {
        // region lines
        Source<String> lines = Bytes.read(this::in, 4096)
                .through(Bytes.lines(ChatServer.LONGEST))
                .buffer(4); // what is cut waits here for the loop
        try (Items<String> each = lines.open()) {
            for (String line : each) {
                take(line);
            }
            return true;
        } catch (IllegalStateException e) {
            return true; // the room is closed
        } catch (FlowFailedException | FlowCancelledException e) {
            return false; // it hung up in the middle, or sent what is no line
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        // endregion
    }

    /** What it says; the end of that is not the end of the connection, which closing this stream would close. */
    private InputStream in() throws IOException {
        return new FilterInputStream(socket.getInputStream()) {
            @Override
            public void close() {}
        };
    }

    private void take(String line) throws InterruptedException {
        ChatRoom now = room;
        if (line.startsWith("/join ")) {
            join(line.substring("/join ".length()).strip());
        } else if (now != null) {
            now.say(line);
        } else {
            hear("nobody hears you; say /join and one of " + rooms.keySet(), Source.of());
        }
    }

    private void join(String name) {
        ChatRoom next = rooms.get(name);
        if (next == null) {
            hear("no room is named " + name + "; there are " + rooms.keySet(), Source.of());
        } else {
            hear("joined " + name, next.listen());
        }
        room = next;
    }

    private void hear(String greeting, Source<String> lines) {
        leave();
        // region hear
        Running<@Nullable Void> run = Source.concat(Source.of(greeting), lines)
                .to(Sink.forEach(this::write))
                .start();
        run.result().whenComplete((_, failure) -> hangUpAfter(failure));
        // endregion
        hearing = run;
    }

    /** What it hears has ended otherwise than well: it lags too far, or is not there. */
    private void hangUpAfter(@Nullable Throwable failure) {
        if (failure != null) {
            try {
                socket.close();
            } catch (IOException e) {
                // it is closed as far as it can be
            }
        }
    }

    private void write(String line) throws IOException {
        socket.getOutputStream().write((line + "\n").getBytes(UTF_8)); // blocks while the other side does not read
    }

    private void leave() {
        Running<@Nullable Void> last = hearing;
        if (last != null) {
            last.drain(PATIENCE); // who does not read it is disconnected: the interrupt closes the socket
        }
    }

    private void hearTheRest() {
        Running<@Nullable Void> last = hearing;
        if (last != null) {
            last.join(); // interrupted when time is up
        }
    }

    /** It says nothing more; it hears what is said. */
    void hush() {
        try {
            socket.shutdownInput();
        } catch (IOException e) {
            // it is closed already
        }
    }

    List<LinkPressure> links() {
        Running<@Nullable Void> now = hearing;
        return now == null ? List.of() : now.pressure().links();
    }

    @Override
    public void close() throws IOException {
        Running<@Nullable Void> last = hearing;
        if (last != null) {
            last.close();
        }
        socket.close();
    }
}
