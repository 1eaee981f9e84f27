package dev.weir.bench.http;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The program of a contender's own JVM: starts it, prints {@code listening} and its port, and runs until its input ends. So
 * it ends with the one that started it, however that one ends.
 */
public final class Serve {
    /** What it prints, before the port. */
    public static final String LISTENING = "listening ";

    /** The servers, in the order of the tables. */
    public static final List<String> SERVERS =
            List.of("floorNetty", "weir", "weirAsync", "vertx", "jetty", "undertow", "helidon");

    private static final Map<String, Supplier<Contender>> ALL = Map.of(
            "floorNetty", NettyServer::new,
            "weir", () -> new WeirServer(false),
            "weirAsync", () -> new WeirServer(true),
            "vertx", VertxServer::new,
            "jetty", JettyServer::new,
            "undertow", UndertowServer::new,
            "helidon", HelidonServer::new);

    private Serve() {}

    /** The server of this name. */
    static Contender named(String name) {
        return Objects.requireNonNull(ALL.get(name), () -> "a server must be one of " + SERVERS + " but was " + name)
                .get();
    }

    /**
     * Runs until the input ends.
     *
     * @param args the name of a server; or {@code gateway} and the port of its origin
     */
    public static void main(String[] args) throws Exception {
        Contender contender = args[0].equals("gateway") ? new WeirGateway(Integer.parseInt(args[1])) : named(args[0]);
        System.out.println(LISTENING + contender.start());
        awaitEndOfInput();
        System.exit(0); // some have threads that go on
    }

    private static void awaitEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
            // nobody writes
        }
    }
}
