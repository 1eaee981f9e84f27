package dev.weir.bench.attacks;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The program of the honest clients of a server: one of HTTP/1.1 and one of HTTP/2, each of which asks at a steady rate,
 * whether it was answered or not. It tells how they fared since it was asked last, and runs until its input ends.
 */
public final class Honest {
    /** What it prints when it has begun. */
    static final String READY = "ready ";

    private Honest() {}

    /**
     * Runs until the input ends.
     *
     * @param args the port of the server, and how often each client asks in a second
     */
    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(args[0]);
        int perSecond = Integer.parseInt(args[1]);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
        Context context = vertx.getOrCreateContext();
        List<Client> clients =
                List.of(new Client(vertx, "h1", port, perSecond), new Client(vertx, "h2", port, perSecond));
        context.runOnContext(_ -> clients.forEach(Client::begin));
        System.out.println(READY + "1");
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            String asked = line;
            context.runOnContext(_ -> System.out.println(
                    asked + " " + clients.stream().map(Client::told).collect(Collectors.joining(" "))));
        }
        System.exit(0);
    }
}
