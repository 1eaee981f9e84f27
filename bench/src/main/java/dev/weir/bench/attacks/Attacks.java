package dev.weir.bench.attacks;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All attacks, in the order in which they are told. */
public final class Attacks {
    /** Those that show in a short time whether it works: one of each kind. */
    public static final List<String> SHORT =
            List.of("h2-rapid-reset", "h2-ping", "h1-header-lines", "h1-slow-head", "h2-stall-flow", "deflate-bomb");

    private static final List<Attack> ALL = Stream.of(FrameFloods.all(), TextFloods.all(), Holds.all())
            .flatMap(List::stream)
            .toList();

    private Attacks() {}

    /** All of them. */
    public static List<Attack> all() {
        return ALL;
    }

    /**
     * Those whose names begin so; all, if there are no names.
     *
     * @throws IllegalArgumentException if none begins so
     */
    public static List<Attack> named(List<String> names) {
        for (String name : names) {
            if (ALL.stream().noneMatch(attack -> attack.id().startsWith(name))) {
                throw new IllegalArgumentException("an attack must be one of "
                        + ALL.stream().map(Attack::id).collect(Collectors.joining(", ")) + " but was '" + name
                        + "'; leave it out for all");
            }
        }
        return ALL.stream()
                .filter(attack -> names.isEmpty() || names.stream().anyMatch(attack.id()::startsWith))
                .toList();
    }
}
