package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.bench.core.Chain;
import dev.weir.bench.core.Door;
import dev.weir.bench.core.Polluted;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All that can be measured is found by its name. */
class CatalogTest {
    @Test
    void catalog_listsEachWorkloadThereIs() throws Exception {
        assertThat(classes(Path.of(Objects.requireNonNull(Door.class.getResource("Door.class"))
                                .toURI())
                        .getParent()))
                .filteredOn(type -> type.isAnnotationPresent(Workload.class))
                .containsExactlyInAnyOrderElementsOf(Catalog.ALL);
    }

    private static List<Class<?>> classes(Path folder) throws Exception {
        List<Class<?>> classes = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".class") && !name.contains("$")) {
                    classes.add(Class.forName(
                            "dev.weir.bench.core." + name.replace(".class", ""), false, Door.class.getClassLoader()));
                }
            }
        }
        return classes;
    }

    @Test
    void ids_areThoseOfOneEach() {
        assertThat(Catalog.named(List.of(), false)).extracting(Contest::id).doesNotHaveDuplicates();
    }

    @Test
    void names_chooseInTheOrderOfTheCatalog() {
        assertThat(Catalog.named(List.of("W7", "W1"), false))
                .extracting(Contest::id)
                .containsExactly("W1", "W7");
    }

    @Test
    void name_ofNone_isRefused() {
        assertThatThrownBy(() -> Catalog.named(List.of("w1"), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("door, S1 but was 'w1'; leave it out for all");
    }

    @Test
    void parameters_forDrawings_standInsteadOfTheUsualOnes() {
        assertThat(Contest.of(Chain.class, false).parameters()).containsEntry("hops", List.of("3"));
        assertThat(Contest.of(Chain.class, true).parameters()).containsEntry("hops", List.of("1", "3", "10", "30"));
    }

    @Test
    void contenders_areFloorsThenOursThenPeers() {
        assertThat(Contest.of(Door.class, false).contenders())
                .containsExactly("floorArrayQueue", "floorLinkedQueue", "weir", "weirByDeadline");
        assertThat(Contest.of(Polluted.class, false).contenders())
                .startsWith("floorChain", "floorHidden", "floorLoop", "weir")
                .contains("kotlin", "mutiny", "pekko", "reactor", "rxJava", "stream");
    }

    @Test
    void pattern_ofASubject_findsNoOther() {
        Subject weir = Contest.of(Door.class, false).subjects().get(2);
        Pattern pattern = Pattern.compile(weir.pattern());
        assertThat(pattern.matcher("dev.weir.bench.core.Door.weir").find()).isTrue();
        assertThat(pattern.matcher("dev.weir.bench.core.Door.weirByDeadline").find())
                .isFalse();
    }
}
