package dev.weir.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Source;
import dev.weir.admission.Admission;
import dev.weir.http.HttpServer;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A class that several threads use at once has a race that would tell if it were wrong. */
class EachConcurrentClassHasItsRaceTest {
    private static final String THROWABLE = "overrides a method that Throwable synchronizes, and shares nothing";
    private static final String ONE_LOCK = "all that is shared is read and written under one lock";
    private static final String ONE_FIELD =
            "what is shared is one field, which is set and read and orders nothing else";
    private static final String BODY =
            "needs a connection; between threads it has what is raced elsewhere (Holdback), a"
                    + " flag that whoever is first sets, and a queue whose reader clears a flag before it looks";

    /** Classes of net without a race, and why they need none. */
    private static final Map<String, String> WITHOUT = Map.ofEntries(
            Map.entry("dev.weir.http.AdmissionGate", ONE_LOCK),
            Map.entry(
                    "dev.weir.http.GuardedSend",
                    "a future of the JDK; who makes an attempt looks afterwards whether it is over, who ends it whether"
                            + " there is an attempt"),
            Map.entry("dev.weir.http.HttpMessageException", THROWABLE),
            Map.entry(
                    "dev.weir.http.HttpServer",
                    "a set of the JDK, a count, and how it ends; who joins the set looks afterwards whether it ends, who"
                            + " ends it looks afterwards who has joined"),
            Map.entry("dev.weir.http.Inbound", BODY),
            Map.entry("dev.weir.http.LimitedOrigin", ONE_LOCK),
            Map.entry("dev.weir.http.Outbound", BODY),
            Map.entry("dev.weir.http.OverloadControl", ONE_LOCK),
            Map.entry(
                    "dev.weir.http.OverloadFilter",
                    "a set of the JDK and a flag; who joins the set looks at the flag afterwards, who sets the flag"
                            + " looks at the set"),
            Map.entry("dev.weir.http.Pool", ONE_LOCK),
            Map.entry("dev.weir.http.RefusalCost", "two counters"),
            Map.entry(
                    "dev.weir.http.Refuser",
                    "a flag that whoever is first sets; the rung is set by one timer, and orders nothing else"),
            Map.entry("dev.weir.http.Send", "a future of the JDK; its fields are set before the pool's lock is taken"),
            Map.entry("dev.weir.http.StreamInbound", BODY),
            Map.entry("dev.weir.http.StreamOutbound", BODY),
            Map.entry("dev.weir.http.internal.WireDate", ONE_FIELD),
            Map.entry("dev.weir.http.internal.overload.Places", "a count, which is taken back where it was too much"),
            Map.entry("dev.weir.net.SocketHandler", ONE_FIELD),
            Map.entry("dev.weir.net.internal.Listener", ONE_FIELD),
            Map.entry("dev.weir.net.internal.Loops", "a map of the JDK that makes each of its values once"),
            Map.entry("dev.weir.net.yamux.Inbound", BODY),
            Map.entry("dev.weir.net.yamux.Outbound", BODY),
            Map.entry("dev.weir.net.yamux.Session", "numbers for whoever asks; all else is in tasks of its Serial"),
            Map.entry("dev.weir.net.yamux.Wire", BODY),
            Map.entry("dev.weir.websocket.WebSocket", ONE_FIELD),
            Map.entry("dev.weir.websocket.WebSocketException", THROWABLE));

    private static NavigableSet<String> concurrent() {
        NavigableSet<String> all = new TreeSet<>(ConcurrentClasses.besides(Source.class));
        all.addAll(ConcurrentClasses.besides(Admission.class));
        all.addAll(ConcurrentClasses.besides(HttpServer.class));
        return all;
    }

    private static Set<String> raced() {
        return ConcurrentClasses.allBesides(Races.class).stream()
                .map(EachConcurrentClassHasItsRaceTest::load)
                .map(type -> type.getAnnotation(Races.class))
                .filter(Objects::nonNull)
                .flatMap(races -> Stream.of(races.value()))
                .map(Class::getName)
                .collect(Collectors.toSet());
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Races.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void classes_thatAreConcurrent_haveARace() {
        NavigableSet<String> without = concurrent();
        without.removeAll(raced());
        without.removeAll(WITHOUT.keySet());
        assertThat(without)
                .as("concurrent classes that no @Races names; write a race for each")
                .isEmpty();
    }

    @Test
    void races_areAboutConcurrentClasses() {
        assertThat(concurrent())
                .as("what is found must be what is known to be concurrent")
                .contains(
                        "dev.weir.Budget",
                        "dev.weir.internal.engine.Link",
                        "dev.weir.internal.engine.SerialTask",
                        "dev.weir.internal.stage.OpenDoor",
                        "dev.weir.internal.stage.Pulls",
                        "dev.weir.admission.Admission",
                        "dev.weir.net.mux.Holdback")
                .containsAll(raced());
    }

    @Test
    void reasons_areForConcurrentClassesWithoutARace() {
        assertThat(concurrent()).containsAll(WITHOUT.keySet());
        assertThat(raced()).doesNotContainAnyElementsOf(WITHOUT.keySet());
    }
}
