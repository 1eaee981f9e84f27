package dev.weir.rules;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which engines a test runs on. The tests of core run on the default one, and in the module proof once more on each of the
 * others, but for those whose tags say otherwise (see proof/pom.xml) and those that name an engine themselves.
 */
final class EnginesOfTests {
    private enum Kind {
        VIRTUAL_THREADS("virtual threads"),
        EXECUTOR("executor"),
        EVENT_LOOP("event loop"),
        OWN_THREAD("own thread"),
        SIMULATION("simulation");

        private final String name;

        Kind(String name) {
            this.name = name;
        }
    }

    /** A method, with what stands before it up to an empty line, and its body up to the brace that ends it. */
    private static final Pattern METHOD = Pattern.compile(
            "(?ms)((?:^    [@/][^\\n]*\\n)*)^    (?:static )?[\\w<>?, \\[\\]]+? (\\w+)\\([^{;]*\\{(.*?)^    }");

    private static final Pattern TAG = Pattern.compile("@Tag\\(\"(\\w+)\"\\)");
    private static final Pattern NAMES_AN_ENGINE = Pattern.compile("ManualEngine|[mM]anual|\\.on\\(");

    private final Map<String, Set<Kind>> engines = new HashMap<>();

    EnginesOfTests() {
        Sources.java("test", "core").forEach(this::readCore);
        Sources.java("test", "proof").forEach(this::readProof);
    }

    private static String type(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private void readCore(Path file) {
        String code = Sources.read(file);
        List<String> ofClass = tags(code.split("(?:class|record) " + type(file), 2)[0]);
        METHOD.matcher(code).results().forEach(found -> {
            List<String> all = new ArrayList<>(ofClass);
            all.addAll(tags(found.group(1)));
            Set<Kind> kinds = EnumSet.allOf(Kind.class);
            if (all.contains("oneEngine")
                    || NAMES_AN_ENGINE.matcher(found.group(3)).find()) {
                kinds.clear();
            }
            if (all.contains("blocks")) {
                kinds.removeAll(Set.of(Kind.EVENT_LOOP, Kind.OWN_THREAD));
            }
            if (all.contains("realTime")) {
                kinds.remove(Kind.SIMULATION);
            }
            engines.put(type(file) + "#" + found.group(2), kinds);
        });
    }

    private void readProof(Path file) {
        String code = Sources.read(file);
        METHOD.matcher(code).results().forEach(found -> {
            boolean onAll = found.group(1).contains("@EnumSource(Engines.class)")
                    || file.getFileName().toString().startsWith("RandomGraphs");
            engines.put(
                    type(file) + "#" + found.group(2), onAll ? EnumSet.allOf(Kind.class) : EnumSet.noneOf(Kind.class));
        });
    }

    private static List<String> tags(String head) {
        Matcher matcher = TAG.matcher(head);
        return matcher.results().map(found -> found.group(1)).toList();
    }

    /** What the cell of a row says whose tests are these. */
    String told(Stream<String> tests) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        tests.forEach(test -> kinds.addAll(engines.getOrDefault(test, Set.of())));
        if (kinds.size() == Kind.values().length) {
            return "all";
        }
        return kinds.isEmpty()
                ? "its own"
                : kinds.stream().map(kind -> kind.name).collect(Collectors.joining(", "));
    }
}
