package dev.weir.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/behaviours.md says is shown by a test is at least shown by one that exists. */
class BehavioursTest {
    private static final Path PAGE = Sources.root().resolve("docs/behaviours.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([TP]\\d+) \\| (.+) \\| (.+) \\| (.*) \\|$");
    private static final Pattern NAMED = Pattern.compile("`(\\w+#\\w+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+\\.md)\\)");

    /** An annotation of JUnit, other annotations, and the method that they are for. */
    private static final Pattern TEST = Pattern.compile("@(?:Test|TestFactory|ParameterizedTest|RepeatedTest)\\b"
            + "(?:\\([^)]*\\))?(?:\\s+@\\w+(?:\\([^)]*\\))?)*\\s+[\\w<>?, ]+?\\s(\\w+)\\(");

    private static List<MatchResult> rows() {
        return ROW.matcher(Sources.read(PAGE)).results().toList();
    }

    private static Stream<String> tests(Path file) {
        String type = file.getFileName().toString().replace(".java", "");
        String code = Sources.read(file).replaceAll("//[^\\n]*", "");
        return TEST.matcher(code).results().map(match -> type + "#" + match.group(1));
    }

    @Test
    void tests_thatAreNamed_exist() {
        Set<String> tests =
                Sources.java("test").stream().flatMap(BehavioursTest::tests).collect(Collectors.toSet());
        assertThat(NAMED.matcher(Sources.read(PAGE)).results().map(match -> match.group(1)))
                .hasSizeGreaterThan(100)
                .isSubsetOf(tests);
    }

    @Test
    void rows_haveEachANumberOfTheirOwnAndATest() {
        assertThat(rows()).hasSizeGreaterThan(100);
        assertThat(rows().stream().map(row -> row.group(1))).doesNotHaveDuplicates();
        assertThat(rows())
                .allSatisfy(row ->
                        assertThat(row.group(3)).as(row.group(1)).containsPattern("`\\w+#\\w+`|`\\./weir bench core`"));
    }

    @Test
    void pages_thatAreLinked_exist() {
        assertThat(LINK.matcher(Sources.read(PAGE)).results().map(match -> match.group(1)))
                .isNotEmpty()
                .allMatch(link -> Files.exists(PAGE.resolveSibling(link)));
    }

    /** On which engines a behaviour is shown: those that the tests of its row run on. */
    @Test
    void engines_ofEachRow_areThoseThatItsTestsRunOn() {
        EnginesOfTests engines = new EnginesOfTests();
        assertThat(rows())
                .allSatisfy(row -> assertThat(row.group(4))
                        .as(row.group(1))
                        .isEqualTo(engines.told(
                                NAMED.matcher(row.group(3)).results().map(name -> name.group(1)))));
        assertThat(rows().stream().filter(row -> row.group(4).equals("all"))).hasSizeGreaterThan(110);
    }
}
