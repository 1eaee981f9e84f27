package dev.weir.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each operator has a row in docs/operators.md, and each row names what there is and gives all its answers. */
class OperatorsTest {
    private static final Path PAGE = Sources.root().resolve("docs/operators.md");
    private static final Path CODE = Sources.root().resolve("core/src/main/java/dev/weir");

    /** A row of a table of operators: they are named in its first cell. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`.*) \\|$");

    private static final Pattern NAME = Pattern.compile("`([\\w.]+)(?:\\([^`]*\\))?`");
    private static final Pattern SUPERCLASS = Pattern.compile("class \\w+<T> extends (\\w+)<T>");

    /** What a class, or an interface, shows: its modifiers and what it gives, and its name. */
    private static final Pattern METHOD =
            Pattern.compile("(?m)^    (?:public|static|default) ([^;={}()]*?)\\s(\\w+)\\(");

    private static final Pattern PART_OF_A_FLOW = Pattern.compile(
            "(Source|List<Source|Sink|Pipe|Branch|Framing|Graph|Loop|Hub|Pipeline|Flow|Items|Stream|SinkSubscriber"
                    + "|InputStream)\\b.*");

    private record Method(String name, boolean isStatic, String gives) {}

    private static List<List<String>> rows() {
        return ROW.matcher(Sources.read(PAGE))
                .results()
                .map(row -> List.of(row.group(1).split(" \\| ", -1)))
                .toList();
    }

    /** What the rows are about. */
    private static Set<String> named() {
        return rows().stream()
                .flatMap(row -> NAME.matcher(row.getFirst()).results())
                .map(name -> name.group(1))
                .collect(Collectors.toSet());
    }

    private static String code(String type) {
        return Sources.read(CODE.resolve(type + ".java")).replaceAll("(?s)/\\*.*?\\*/", "");
    }

    /** What is public: in an interface, also without the word. */
    private static Stream<Method> methods(String type) {
        String code = code(type);
        boolean allPublic = code.contains(" interface " + type);
        return METHOD.matcher(code)
                .results()
                .filter(found -> allPublic || found.group().contains("public "))
                .map(found -> new Method(found.group(2), found.group().contains(" static "), lastType(found.group(1))));
    }

    /** What stands behind modifiers and type parameters. */
    private static String lastType(String head) {
        int depth = 0;
        int begin = 0;
        for (int i = 0; i < head.length(); i++) {
            char at = head.charAt(i);
            depth += at == '<' ? 1 : at == '>' ? -1 : 0;
            begin = Character.isWhitespace(at) && depth == 0 ? i + 1 : begin;
        }
        return head.substring(begin);
    }

    private static Stream<String> withSuperclasses(String type) {
        Matcher superclass = SUPERCLASS.matcher(code(type));
        return superclass.find()
                ? Stream.concat(Stream.of(type), withSuperclasses(superclass.group(1)))
                : Stream.of(type);
    }

    @Test
    void operatorsOfSource_haveEachARow() {
        List<String> groups = withSuperclasses("Source").toList();
        assertThat(groups).contains("ShapeOperators", "ItemOperators", "Joins", "Beginnings");
        List<String> operators = groups.stream()
                .flatMap(OperatorsTest::methods)
                .filter(method -> method.isStatic() || method.gives().startsWith("Source<"))
                .map(Method::name)
                .distinct()
                .toList();
        assertThat(operators).hasSizeGreaterThan(60).contains("merge", "map", "mapConcurrent", "throttle", "feedback");
        assertThat(named()).containsAll(operators);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Source", "Sink", "Pipe", "Branch", "Bytes", "Texts", "Frames", "Framing", "Graph", "Hub"})
    void partsOfFlows_thatATypeGives_haveEachARow(String type) {
        Set<String> named = named();
        List<String> parts = methods(type)
                .filter(method -> PART_OF_A_FLOW.matcher(method.gives()).matches())
                .map(Method::name)
                .distinct()
                .toList();
        assertThat(parts).isNotEmpty();
        assertThat(parts).allSatisfy(part -> assertThat(named).containsAnyOf(part, type + "." + part));
    }

    @Test
    void rows_ofOperators_nameWhatThereIs() {
        Set<String> there = Stream.of(CODE.toFile().list())
                .filter(file -> file.endsWith(".java"))
                .map(file -> file.replace(".java", ""))
                .flatMap(type -> Stream.concat(
                        Stream.of(type),
                        methods(type).map(Method::name).flatMap(name -> Stream.of(name, type + "." + name))))
                .collect(Collectors.toSet());
        assertThat(there).containsAll(named());
    }

    @Test
    void rows_ofOperators_giveEachAllAnswers() {
        assertThat(rows()).hasSizeGreaterThan(100);
        assertThat(rows())
                .filteredOn(row -> row.size() != 8 || row.stream().anyMatch(String::isBlank))
                .isEmpty();
    }

    @Test
    void names_ofTheSameOperator_haveOneRow() {
        assertThat(rows().stream().map(List::getFirst)).doesNotHaveDuplicates();
    }
}
