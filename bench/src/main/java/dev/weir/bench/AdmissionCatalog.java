package dev.weir.bench;

import dev.weir.bench.admission.Gates;
import dev.weir.bench.admission.Trial;
import dev.weir.bench.edge.Edge;
import dev.weir.bench.edge.ServeEdge;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All workloads of {@code bench admission}, in the order in which they are told. */
final class AdmissionCatalog {
    static final String LOAD = "load";

    /** One of each library, as how it was tuned makes no difference to what a refusal costs. */
    private static final List<String> REFUSING =
            List.of("floorNone", "weir", "weirServer", "bulkhead", "vegas", "jettyQos");

    private static final List<String> OURS = List.of("weir", "weirServer");

    private AdmissionCatalog() {}

    /**
     * The workloads of these names; all, if there are none.
     *
     * @throws IllegalArgumentException if a name is that of none
     */
    static List<Contest> named(List<String> names) {
        Stream<Contest> trials = Arrays.stream(Trial.values())
                .map(trial -> contest(Trial.class, trial.about(), Gates.NAMES, trial.variants()));
        Stream<Contest> edges = Arrays.stream(Edge.values())
                .map(edge -> contest(Edge.class, edge.about(), contenders(edge), edge.loads()));
        return Catalog.chosen(names, Stream.concat(trials, edges).toList());
    }

    private static List<String> contenders(Edge edge) {
        return switch (edge) {
            case COST -> REFUSING;
            case LASTING -> OURS;
            case TIMED, PROCESSOR, READERS, BODIES -> ServeEdge.NAMES;
        };
    }

    private static Contest contest(Class<?> type, Workload about, List<String> contenders, List<String> loads) {
        return new Contest(type, about, contenders, new LinkedHashMap<>(Map.of(LOAD, loads)));
    }

    /** Whether it is measured at the socket. */
    static boolean isEdge(Subject subject) {
        return subject.contest().type() == Edge.class;
    }

    /** Which one it is at the socket. */
    static Edge edge(Subject subject) {
        return Arrays.stream(Edge.values())
                .filter(edge -> edge.about().id().equals(subject.contest().id()))
                .findFirst()
                .orElseThrow();
    }

    /** Which one it is. */
    static Trial trial(Subject subject) {
        return Arrays.stream(Trial.values())
                .filter(trial -> trial.about().id().equals(subject.contest().id()))
                .findFirst()
                .orElseThrow();
    }
}
