package dev.weir.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Source;
import dev.weir.admission.Admission;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A class that several threads use at once has a race that would tell if it were wrong. */
class EachConcurrentClassHasItsRaceTest {
    private static NavigableSet<String> concurrent() {
        NavigableSet<String> all = new TreeSet<>(ConcurrentClasses.besides(Source.class));
        all.addAll(ConcurrentClasses.besides(Admission.class));
        return all;
    }

    private static Set<String> raced() {
        return ConcurrentClasses.allBesides(Races.class).stream()
                .map(EachConcurrentClassHasItsRaceTest::load)
                .map(type -> type.getAnnotation(Races.class))
                .filter(Objects::nonNull)
                .flatMap(races -> Stream.of(races.value()))
                .map(Class::getName)
                .collect(Collectors.toSet());
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Races.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void classes_thatAreConcurrent_haveARace() {
        NavigableSet<String> without = concurrent();
        without.removeAll(raced());
        assertThat(without)
                .as("concurrent classes that no @Races names; write a race for each")
                .isEmpty();
    }

    @Test
    void races_areAboutConcurrentClasses() {
        assertThat(concurrent())
                .as("what is found must be what is known to be concurrent")
                .contains(
                        "dev.weir.Budget",
                        "dev.weir.internal.engine.Link",
                        "dev.weir.internal.engine.SerialTask",
                        "dev.weir.internal.stage.OpenDoor",
                        "dev.weir.internal.stage.Pulls",
                        "dev.weir.admission.Admission")
                .containsAll(raced());
    }
}
