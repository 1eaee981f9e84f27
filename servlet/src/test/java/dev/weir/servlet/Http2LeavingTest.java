package dev.weir.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.admission.Admission;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Over HTTP/2 a container is told that a client has left; over HTTP/1.1 it sees that only when it writes. */
@Timeout(60)
class Http2LeavingTest {
    private final Probe probe = new Probe();

    @TempDir
    private Path folder;

    @Test
    void request_whoseClientLeavesWhileItWaits_isTakenOut() throws Exception {
        Admission admission = Admission.adaptive().most(1).maxWait(Duration.ofSeconds(20));
        Container container =
                new TomcatContainer(AdmissionFilter.of(admission), probe, EnumSet.of(DispatcherType.REQUEST), folder);
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + container.port());
            var known = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
            assertThat(known.version()).isEqualTo(HttpClient.Version.HTTP_2);
            var hold = HttpRequest.newBuilder(uri.resolve("/hold")).build();
            CompletableFuture<HttpResponse<String>> first = client.sendAsync(hold, BodyHandlers.ofString());
            probe.called.acquire();
            CompletableFuture<HttpResponse<String>> second = client.sendAsync(hold, BodyHandlers.ofString());
            Wait.until("one waits", () -> admission.read().waiting() == 1);
            second.cancel(true);
            Wait.until("nobody waits", () -> admission.read().waiting() == 0);
            assertThat(admission.read().gaveUp()).isEqualTo(1);
            probe.mayEnd.release();
            assertThat(Wait.get(first).statusCode()).isEqualTo(200);
            Wait.until("nothing is inside", () -> admission.read().inside() == 0);
            assertThat(probe.called.tryAcquire()).isFalse();
        } finally {
            probe.mayEnd.release(10);
            container.stop();
        }
    }
}
