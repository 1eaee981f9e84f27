package dev.weir.bench;

import dev.weir.bench.http.Payload;
import dev.weir.bench.http.Serve;
import dev.weir.bench.load.Protocol;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** All workloads of {@code bench http}, in the order in which they are told. */
@Workload(id = "gateway", title = "answers through a gateway before one origin", item = "request", moreIsBetter = true)
final class HttpCatalog {
    static final String PROTOCOL = "protocol";
    static final String BODY = "body";

    /** The origin itself comes first: what it costs to have no gateway. */
    static final List<String> GATEWAYS = List.of("floorDirect", "weir", "nginx", "haproxy");

    private HttpCatalog() {}

    /**
     * The workloads of these names, over these protocols; all, if there are none.
     *
     * @throws IllegalArgumentException if a name is that of none
     */
    static List<Contest> named(List<String> names, List<String> protocols) {
        List<String> spoken = protocols.isEmpty()
                ? Arrays.stream(Protocol.values()).map(Protocol::id).toList()
                : protocols.stream().map(each -> Protocol.named(each).id()).toList();
        Stream<Contest> servers = Arrays.stream(Payload.values())
                .map(payload -> new Contest(
                        Payload.class,
                        about(payload),
                        Serve.SERVERS,
                        new LinkedHashMap<>(Map.of(PROTOCOL, List.copyOf(spoken)))));
        Contest gateway = new Contest(
                HttpCatalog.class,
                Objects.requireNonNull(HttpCatalog.class.getAnnotation(Workload.class)),
                GATEWAYS,
                Map.of(
                        BODY,
                        Stream.of(Payload.SMALL, Payload.MEDIUM)
                                .map(payload -> about(payload).id())
                                .toList()));
        boolean speaksH1 = spoken.contains(Protocol.H1.id());
        return Catalog.chosen(
                names,
                Stream.concat(servers, Stream.of(gateway).filter(_ -> speaksH1)).toList());
    }

    /** What is asked for. */
    static Payload payload(Subject subject) {
        String id = subject.setting().getOrDefault(BODY, subject.contest().id());
        return Payload.valueOf(id.toUpperCase(Locale.ROOT));
    }

    /** What is spoken. */
    static Protocol protocol(Subject subject) {
        return Protocol.named(subject.setting().getOrDefault(PROTOCOL, Protocol.H1.id()));
    }

    static boolean isGateway(Subject subject) {
        return subject.contest().type() == HttpCatalog.class;
    }

    private static Workload about(Payload payload) {
        try {
            return Objects.requireNonNull(
                    Payload.class.getField(payload.name()).getAnnotation(Workload.class),
                    () -> payload + " must have @Workload");
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
    }
}
