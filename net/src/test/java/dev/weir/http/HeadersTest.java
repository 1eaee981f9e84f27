package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers keep order and duplicates, and hold nothing that could end their line. */
class HeadersTest {
    private final Headers headers =
            Headers.builder().add("A", "1").add("b", "2").add("a", "3").build();

    @Test
    void lookUp_anyCase_findsAllInOrder() {
        assertThat(headers.first("A")).contains("1");
        assertThat(headers.all("a")).containsExactly("1", "3");
        assertThat(headers.has("B")).isTrue();
        assertThat(headers.has("c")).isFalse();
        assertThat(headers).containsExactly(Map.entry("A", "1"), Map.entry("b", "2"), Map.entry("a", "3"));
    }

    @Test
    void with_nameThatIsThere_replacesAll() {
        assertThat(headers.with("a", "4")).containsExactly(Map.entry("b", "2"), Map.entry("a", "4"));
        assertThat(headers.adding("a", "4").all("a")).containsExactly("1", "3", "4");
        assertThat(headers.without("A", "c")).containsExactly(Map.entry("b", "2"));
        assertThat(headers.size()).isEqualTo(3);
    }

    @Test
    void listed_elementOfAList_isFound() {
        Headers connection = Headers.of("Connection", "foo , Close").adding("connection", "bar");
        assertThat(connection.listed("connection", "close")).isTrue();
        assertThat(connection.listed("connection", "bar")).isTrue();
        assertThat(connection.listed("connection", "clos")).isFalse();
    }

    /** A value cannot begin another line, in one byte or in the low byte of a wide character. */
    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX: y", "a\nb", "a\rb", "a\0b", "a\u0001b", "a\u007fb", "a\u010ab", " a", "a\t"})
    void add_illegalValue_isRefused(String value) {
        assertThatThrownBy(() -> Headers.of("A", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the value of header A must have no control characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "A B", "A:", "A\r\nB", "A\0", "\u00c4", "A(", "\u0141"})
    void add_illegalName_isRefused(String name) {
        assertThatThrownBy(() -> Headers.of(name, "a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be a token but was");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a b", "a", "", "/\r\nX: y", "/#a", "/\u00e4"})
    void request_illegalTarget_isRefused(String target) {
        assertThatThrownBy(() -> Request.get(target)).isInstanceOf(IllegalArgumentException.class);
    }
}
