import java.io.File;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/**
 * Prints what Pitest found, package by package, and each mutant that no test noticed: {@code java Mutations.java
 * mutations.xml...}.
 */
final class Mutations {
    private Mutations() {}

    private record Mutant(String type, String method, int line, String status, String change) {
        String inPackage() {
            return type.substring(0, type.lastIndexOf('.'));
        }

        boolean noticed() {
            return !status.equals("SURVIVED") && !status.equals("NO_COVERAGE");
        }
    }

    static void main(String[] files) throws Exception {
        var mutants = new ArrayList<Mutant>();
        for (String file : files) {
            var builder = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
            var nodes = builder.parse(new File(file)).getElementsByTagName("mutation");
            for (int i = 0; i < nodes.getLength(); i++) {
                mutants.add(mutant((Element) nodes.item(i)));
            }
        }
        var packages = new TreeMap<String, Map<String, Integer>>();
        for (Mutant mutant : mutants) {
            packages.computeIfAbsent(mutant.inPackage(), _ -> new TreeMap<>()).merge(mutant.status, 1, Integer::sum);
            packages.computeIfAbsent("in all", _ -> new TreeMap<>()).merge(mutant.status, 1, Integer::sum);
        }
        System.out.printf(
                "%-32s %9s %9s %9s %11s %9s%n", "", "killed", "timed out", "survived", "not covered", "score");
        packages.forEach(Mutations::row);
        System.out.println();
        mutants.stream()
                .filter(mutant -> !mutant.noticed())
                .sorted(Comparator.comparing(Mutant::type).thenComparing(Mutant::line))
                .forEach(m -> System.out.printf(
                        "%-11s %s:%d %s: %s%n", m.status.toLowerCase(), m.type, m.line, m.method, m.change));
    }

    /** A mutant that makes tests wait until their time is over was noticed too, as was one that no JVM loads. */
    private static void row(String name, Map<String, Integer> counts) {
        int all = counts.values().stream().mapToInt(n -> n).sum();
        int survived = counts.getOrDefault("SURVIVED", 0);
        int missed = counts.getOrDefault("NO_COVERAGE", 0);
        int late = counts.getOrDefault("TIMED_OUT", 0);
        int killed = all - survived - missed - late;
        double score = 100.0 * (killed + late) / all;
        System.out.printf("%-32s %9d %9d %9d %11d %7.1f %%%n", name, killed, late, survived, missed, score);
    }

    private static Mutant mutant(Element of) {
        return new Mutant(
                text(of, "mutatedClass"),
                text(of, "mutatedMethod"),
                Integer.parseInt(text(of, "lineNumber")),
                of.getAttribute("status"),
                text(of, "description"));
    }

    private static String text(Element of, String tag) {
        return of.getElementsByTagName(tag).item(0).getTextContent();
    }
}
