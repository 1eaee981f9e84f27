package dev.weir.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is said to users when something is wrong is asserted by some test, at least a good piece of it. */
class MessagesTest {
    private static final String TEXT = "(\"(?:[^\"\\\\]|\\\\.)*\")";
    private static final Pattern THROWN = Pattern.compile("new \\w*(?:Exception|Error)\\(\\s*" + TEXT);
    private static final Pattern NOT_NULL = Pattern.compile("requireNonNull\\([^;]*?,\\s*" + TEXT + "\\)");
    private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");
    private static final Pattern FILLED_IN = Pattern.compile("%[\\d.,]*\\w|\\\\n");
    private static final int PIECE = 16;

    /** What cannot happen, and is said to those who work on weir. */
    private static final Set<String> OWN =
            Set.of("Assembly.java", "Balance.java", "Joining.java", "Site.java", "Timers.java");

    private static String code(Path file) {
        return JOINED.matcher(Sources.read(file)).replaceAll("");
    }

    private static Stream<String> messages(Path file) {
        String code = code(file);
        return Stream.of(THROWN, NOT_NULL)
                .flatMap(pattern -> pattern.matcher(code).results())
                .map(found -> found.group(1).substring(1, found.group(1).length() - 1));
    }

    private static boolean isAsserted(String message, String tests) {
        return FILLED_IN
                .splitAsStream(message)
                .flatMap(part -> part.length() < PIECE
                        ? Stream.of(part).filter(short_ -> message.length() < PIECE)
                        : IntStream.rangeClosed(0, part.length() - PIECE).mapToObj(i -> part.substring(i, i + PIECE)))
                .anyMatch(tests::contains);
    }

    @Test
    void messages_ofTheLibrary_areAsserted() {
        String tests = Sources.java("test").stream().map(MessagesTest::code).collect(Collectors.joining());
        List<Path> library = Sources.java("main", "core", "admission", "servlet", "grpc", "spring", "pools").stream()
                .filter(file -> !OWN.contains(file.getFileName().toString()))
                .toList();
        assertThat(library.stream().flatMap(MessagesTest::messages).filter(message -> !isAsserted(message, tests)))
                .as("messages that no test asserts")
                .isEmpty();
        assertThat(library.stream().flatMap(MessagesTest::messages)).hasSizeGreaterThan(100);
    }
}
