import java.io.File;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/**
 * Prints what JaCoCo found, package by package, and the ten most complex methods: {@code java Coverage.java
 * jacoco.xml...}.
 */
final class Coverage {
    private static final List<String> KINDS = List.of("LINE", "BRANCH", "METHOD");

    private Coverage() {}

    /** So many of all. */
    private record Part(int covered, int all) {
        Part plus(Part other) {
            return new Part(covered + other.covered, all + other.all);
        }

        @Override
        public String toString() {
            return all == 0 ? "" : "%5.1f %% %5d/%-5d".formatted(100.0 * covered / all, covered, all);
        }
    }

    private record Method(String name, int complexity, Part lines, Part branches) {}

    static void main(String[] files) throws Exception {
        var packages = new TreeMap<String, Map<String, Part>>();
        var methods = new ArrayList<Method>();
        for (String file : files) {
            for (Element part : children(read(file), "package").toList()) {
                packages.put(part.getAttribute("name").replace('/', '.'), parts(part));
                children(part, "class").forEach(type -> children(type, "method").forEach(method -> {
                    String name = type.getAttribute("name").replaceAll(".*/", "") + "." + method.getAttribute("name");
                    var parts = parts(method);
                    methods.add(new Method(name, parts.get("COMPLEXITY").all, parts.get("LINE"), parts.get("BRANCH")));
                }));
            }
        }
        row("", "lines", "branches", "methods");
        packages.forEach((name, parts) -> row(name, KINDS.stream().map(parts::get).toArray()));
        row("in all", KINDS.stream().map(kind -> sum(packages, kind)).toArray());
        System.out.println();
        row("the ten most complex methods", "lines", "branches", "complexity");
        methods.stream()
                .sorted(Comparator.comparingInt(Method::complexity).reversed().thenComparing(Method::name))
                .limit(10)
                .forEach(method -> row(method.name, method.lines, method.branches, method.complexity));
    }

    private static Part sum(Map<String, Map<String, Part>> packages, String kind) {
        return packages.values().stream().map(parts -> parts.get(kind)).reduce(new Part(0, 0), Part::plus);
    }

    private static void row(String name, Object... cells) {
        System.out.printf("%-32s %-19s %-19s %s%n", name, cells[0], cells[1], cells[2]);
    }

    private static Map<String, Part> parts(Element of) {
        var parts = new TreeMap<String, Part>();
        KINDS.forEach(kind -> parts.put(kind, new Part(0, 0)));
        children(of, "counter").forEach(counter -> {
            int covered = Integer.parseInt(counter.getAttribute("covered"));
            int missed = Integer.parseInt(counter.getAttribute("missed"));
            parts.put(counter.getAttribute("type"), new Part(covered, covered + missed));
        });
        return parts;
    }

    private static Stream<Element> children(Element of, String tag) {
        var nodes = of.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(node -> node.getNodeName().equals(tag))
                .map(Element.class::cast);
    }

    private static Element read(String file) throws Exception {
        var builder = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
        builder.setEntityResolver((_, _) -> new InputSource(new StringReader(""))); // it names a DTD that is not there
        return builder.parse(new File(file)).getDocumentElement();
    }
}
