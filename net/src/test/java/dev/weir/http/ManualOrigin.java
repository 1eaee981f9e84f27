package dev.weir.http;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** An origin without sockets, with a clock of its own: what is sent to it is answered when a test says so. */
final class ManualOrigin {
    private record Alarm(long at, long order, Runnable then) implements Comparable<Alarm> {
        @Override
        public int compareTo(Alarm other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    /** An attempt that was sent. */
    record Attempt(Request request, CompletableFuture<Response> answer) {
        void refuse(long millis) {
            answer.complete(Response.of(503)
                    .with("Retry-After-Ms", Long.toString(millis))
                    .with("Weir-Refusal", "full;stage=\"service\""));
        }

        void accept() {
            answer.complete(Response.of(200));
        }

        void fail(HttpClientException.Kind kind) {
            answer.completeExceptionally(new HttpClientException(kind, "as the test says", null));
        }
    }

    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
    final Deque<Attempt> sent = new ArrayDeque<>();
    private long now = -5_000_000_000L; // a clock may begin anywhere
    private long order;

    OverloadControl control(OverloadSettings settings) {
        return OverloadControl.of(settings)
                .clock(
                        () -> now,
                        (nanos, then) -> alarms.add(new Alarm(now + nanos, order++, then)),
                        () -> Instant.ofEpochSecond(1_000_000_000, now),
                        new Random(1));
    }

    OverloadFilter client(OverloadControl control) {
        return client(control, "http://origin");
    }

    static OverloadFilter client(OverloadControl control, String origin) {
        return new OverloadFilter(control, Origin.of(URI.create(origin)));
    }

    CompletableFuture<Response> transmit(Request request) {
        Attempt attempt = new Attempt(request, new CompletableFuture<>());
        sent.add(attempt);
        return attempt.answer();
    }

    int alarms() {
        return alarms.size();
    }

    void pass(long millis) {
        long end = now + Duration.ofMillis(millis).toNanos();
        while (!alarms.isEmpty() && alarms.peek().at() <= end) {
            Alarm alarm = alarms.remove();
            now = Math.max(now, alarm.at());
            alarm.then().run();
        }
        now = end;
    }

    List<String> targets() {
        List<String> targets = new ArrayList<>();
        sent.forEach(each -> targets.add(each.request().target()));
        return targets;
    }
}
