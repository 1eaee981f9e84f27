package dev.weir.examples;

import static dev.weir.Sizes.KIB;

import dev.weir.Calls;
import dev.weir.Capacity;
import dev.weir.LinkPressure;
import dev.weir.Overflow;
import dev.weir.Pipeline;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A chat over plain sockets: lines of text, {@code /join room}, and what one says all in the room hear. Whoever does not
 * read holds back nobody; how many lines may wait for one, and what happens to more of them, is declared in one place.
 * Whoever writes faster than the room hears is held back through TCP.
 */
public final class ChatServer implements AutoCloseable {
    // region declared
    static final int CLIENTS = 64; // are served; one more has to wait at the door
    static final Capacity HEARS = Capacity.items(64).weighing(64 * KIB, KIB, ChatRoom::weight); // each of them
    static final int SAYS = 16; // lines that wait for their turn in a room
    static final int SENDS = 32 * KIB; // bytes the system holds for each of them
    static final int LONGEST = KIB - 64; // bytes in a line; one who sends more has to leave
    // endregion

    private final ServerSocket door;
    private final Map<String, ChatRoom> rooms;
    private final Set<ChatClient> clients = ConcurrentHashMap.newKeySet();
    private final Running<@Nullable Void> serving;

    private ChatServer(ServerSocket door, Collection<String> names, Overflow slowReaders) {
        this.door = door;
        this.rooms = names.stream()
                .map(name -> new ChatRoom(name, HEARS, slowReaders, SAYS))
                .collect(Collectors.toUnmodifiableMap(ChatRoom::name, Function.identity()));
        this.serving = declare().start();
    }

    /**
     * Opens the door, on the loopback interface.
     *
     * @param port where, or 0 for any that is free
     * @param rooms their names
     * @param slowReaders what happens to lines that one who reads too slowly has no room for: DROP_OLDEST, or DETACH,
     *     which closes the connection after what was held
     * @return the server, which serves until it is stopped
     * @throws IOException if the port is taken
     */
    public static ChatServer start(int port, Collection<String> rooms, Overflow slowReaders) throws IOException {
        return new ChatServer(new ServerSocket(port, 0, InetAddress.getLoopbackAddress()), rooms, slowReaders);
    }

    private Pipeline<@Nullable Void> declare() {
        // region serve
        return Source.<Socket>generate(Capacity.items(1), out -> {
                    for (Socket socket = accept(); socket != null; socket = accept()) {
                        out.emit(socket);
                    }
                })
                .named("door")
                .releasing(Socket.class, Socket::close)
                .attempt(Calls.<Socket>atMost(CLIENTS).unordered(), this::serve) // one that fails concerns no other
                .named("clients")
                .to(Sink.ignore());
        // endregion
    }

    private @Nullable Socket accept() throws IOException {
        try {
            return door.accept();
        } catch (SocketException e) {
            if (door.isClosed()) {
                return null;
            }
            throw e;
        }
    }

    private String serve(Socket socket) throws IOException {
        socket.setSendBufferSize(SENDS);
        try (var client = new ChatClient(socket, rooms)) {
            clients.add(client);
            if (door.isClosed()) {
                client.hush(); // it came when the others were hushed
            }
            try {
                client.serve(door::isClosed);
            } finally {
                clients.remove(client);
            }
        }
        return "served";
    }

    /**
     * Where it listens.
     *
     * @return the port
     */
    public int port() {
        return door.getLocalPort();
    }

    /**
     * One of the rooms.
     *
     * @param name its name
     * @return the room
     */
    public ChatRoom room(String name) {
        ChatRoom room = rooms.get(name);
        if (room == null) {
            throw new NoSuchElementException("a room must be one of " + rooms.keySet() + " but was '" + name + "'");
        }
        return room;
    }

    /**
     * Every place that holds something now, in rooms and for clients.
     *
     * @return their readings
     */
    public List<LinkPressure> links() {
        Stream<List<LinkPressure>> perClient = clients.stream().map(ChatClient::links);
        Stream<List<LinkPressure>> perRoom = rooms.values().stream().map(ChatRoom::links);
        return Stream.of(perRoom, perClient, Stream.of(serving.pressure().links()))
                .flatMap(Function.identity())
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Stops gracefully: nobody comes in, nobody says anything new, what has been said is heard by all that read.
     *
     * @param within how long that may take; who has not read all by then is cut off
     * @return whether all have heard all
     * @throws IOException if the door cannot be closed
     */
    public boolean stop(Duration within) throws IOException {
        // region stop
        door.close();
        clients.forEach(ChatClient::hush);
        boolean said = rooms.values().stream().allMatch(room -> room.close(within));
        return serving.drain(within).complete() && said;
        // endregion
    }

    @Override
    public void close() throws IOException {
        door.close();
        serving.close();
        rooms.values().forEach(room -> room.close(Duration.ZERO));
    }
}
