package dev.weir.bench.edge;

import dev.weir.bench.admission.Gates;
import dev.weir.bench.http.Serve;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** The program of a server with a contender before its service. It runs until its input ends. */
public final class ServeEdge {
    private static final String WEIR_SERVER = "weirServer";

    /** All contenders: those of Jetty, and weir on a server of its own, come to those that can be had without one. */
    public static final List<String> NAMES = Stream.concat(
                    Gates.NAMES.stream(), Stream.concat(Stream.of(WEIR_SERVER), JettyEdge.OWN.stream()))
            .toList();

    private ServeEdge() {}

    /**
     * Runs until the input ends.
     *
     * @param args the name of a contender and that of a workload
     */
    public static void main(String[] args) throws Exception {
        Edge edge = Edge.valueOf(args[1]);
        EdgeServer server = args[0].equals(WEIR_SERVER) ? new WeirEdge(edge) : new JettyEdge(args[0], edge);
        System.out.println(Stats.AT + Stats.tell());
        System.out.println(Serve.LISTENING + server.start());
        awaitEndOfInput();
        System.exit(0);
    }

    private static void awaitEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
            // nobody writes
        }
    }
}
