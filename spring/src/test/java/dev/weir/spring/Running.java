package dev.weir.spring;

import dev.weir.admission.Admission;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The application on a port of its own, and a client of it. */
final class Running implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger("org.apache");

    final ConfigurableApplicationContext context;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Running(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static Running start(Class<?> more, String... properties) {
        LOGGER.setLevel(Level.OFF); // of failures that are on purpose
        return new Running(new SpringApplicationBuilder(App.class, more)
                .properties("server.port=0", "spring.main.banner-mode=off", "logging.level.root=OFF")
                .properties(properties)
                .run());
    }

    static Running start(String... properties) {
        return start(App.class, properties);
    }

    Admission admission() {
        return context.getBean(Admission.class);
    }

    App.Pages pages() {
        return context.getBean(App.Pages.class);
    }

    CompletableFuture<HttpResponse<String>> get(String path, String... headers) {
        URI uri = URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.sendAsync(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> answer(String path, String... headers) throws Exception {
        return Wait.get(get(path, headers));
    }

    @Override
    public void close() {
        pages().mayEnd.release(1_000);
        client.shutdownNow();
        context.close();
    }
}
