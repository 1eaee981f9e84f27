package dev.weir.http;

import dev.weir.admission.Admission;
import dev.weir.admission.Alarm;
import dev.weir.admission.Decision;
import dev.weir.admission.Permit;
import dev.weir.admission.Waiting;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * Clients of a service of some slots behind an {@link Admission}, all in virtual time: each has Poisson arrivals of requests,
 * and a millisecond of network each way.
 */
final class SimulatedClients {
    private record Event(long at, long order, Runnable run) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    private static final long NETWORK = 1_000_000;

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Deque<Runnable> queue = new ArrayDeque<>();
    private final List<OverloadFilter> clients = new ArrayList<>();
    private final Random random;
    private final int slots;
    private final double seconds;
    private final Admission admission;
    private long now;
    private long order;
    private int busy;
    private Phase phase = new Phase();

    /** What was seen in a while. */
    static final class Phase {
        int asked;
        int sent;
        int refusals;
        int served;
        int answered;
        int local;
        int refused;
        int failed;

        /** What was served, of what could have been. */
        double goodput(double capacity) {
            return served / capacity;
        }

        double refusalsPerRequest() {
            return (double) refusals / asked;
        }

        @Override
        public String toString() {
            return "asked %d sent %d refusals %d served %d; callers: answered %d refused %d refused here %d failed %d"
                    .formatted(asked, sent, refusals, served, answered, refused, local, failed);
        }
    }

    SimulatedClients(int clients, int slots, double seconds, OverloadSettings settings, long seed) {
        this.slots = slots;
        this.seconds = seconds;
        random = new Random(seed);
        admission = Admission.adaptive().clock(() -> now, alarm()).maxWait(Duration.ofMillis(250));
        InstantSource wall = () -> Instant.ofEpochSecond(0, now);
        for (int i = 0; i < clients; i++) {
            var control = OverloadControl.of(settings).clock(() -> now, alarm(), wall, new Random(seed + i));
            this.clients.add(new OverloadFilter(control, Origin.of(URI.create("http://origin"))));
        }
    }

    double capacity() {
        return slots / seconds;
    }

    private Alarm alarm() {
        return (nanos, then) -> at(now + nanos, then);
    }

    private void at(long time, Runnable run) {
        events.add(new Event(time, order++, run));
    }

    /** Runs for a while at so many requests a second, spread over all clients, with a time-out; 0: none. */
    Phase run(double perSecond, double forSeconds, double timeout) {
        phase = new Phase();
        long end = now + (long) (forSeconds * 1e9);
        long limit = timeout == 0 ? Long.MAX_VALUE : (long) (timeout * 1e9);
        for (double at = now + gap(perSecond); at < end; at += gap(perSecond)) {
            at((long) at, () -> ask(limit));
        }
        until(end);
        return phase;
    }

    private double gap(double perSecond) {
        return -Math.log(1 - random.nextDouble()) / perSecond * 1e9;
    }

    private void until(long end) {
        while (!events.isEmpty() && events.peek().at() < end) {
            Event event = events.remove();
            now = event.at();
            event.run().run();
        }
        now = end;
    }

    private void ask(long timeout) {
        phase.asked++;
        OverloadFilter client = clients.get(random.nextInt(clients.size()));
        var _ = client.send(Request.get("/"), timeout, this::transmit).whenComplete((response, failure) -> {
            if (failure != null) {
                phase.failed++;
            } else if (response.status() == 200) {
                phase.answered++;
            } else if (OverloadControl.isLocal(response)) {
                phase.local++;
            } else {
                phase.refused++;
            }
        });
    }

    /** One attempt: over the network, into the admission, and back. A withdrawn one leaves the admission. */
    private CompletableFuture<Response> transmit(Request request) {
        var answer = new CompletableFuture<Response>();
        phase.sent++;
        at(now + NETWORK, () -> {
            Waiting[] waiting = new Waiting[1];
            waiting[0] =
                    admission.enter(AdmissionGate.described(request), decision -> decided(request, decision, answer));
            var _ = answer.whenComplete((response, failure) -> {
                if (failure != null && waiting[0] != null) {
                    waiting[0].cancel();
                }
            });
        });
        return answer;
    }

    private void decided(Request request, Decision decision, CompletableFuture<Response> answer) {
        switch (decision) {
            case Decision.Refused(var why) -> {
                phase.refusals++;
                Response response = Refusals.answer(request, new dev.weir.http.Decision.Refuse(why));
                at(now + NETWORK, () -> answer.complete(new Response(503, response.headers(), WholeBody.EMPTY)));
            }
            case Permit permit -> {
                queue.add(() -> serve(permit, answer));
                next();
            }
        }
    }

    private void next() {
        if (busy < slots && !queue.isEmpty()) {
            busy++;
            queue.remove().run();
        }
    }

    private void serve(Permit permit, CompletableFuture<Response> answer) {
        double time = -Math.log(1 - random.nextDouble()) * seconds;
        at(now + (long) (time * 1e9), () -> {
            permit.close();
            phase.served++;
            at(now + NETWORK, () -> answer.complete(Response.of(200)));
            busy--;
            next();
        });
    }
}
