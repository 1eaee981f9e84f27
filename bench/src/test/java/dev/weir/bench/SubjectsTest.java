package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jmh.annotations.Benchmark;

/** What is measured works, and comes to the same. */
@Timeout(60)
class SubjectsTest {
    @Test
    void groups_nameAllTheirBenchmarks() {
        assertThat(Group.ALL)
                .allSatisfy(group -> assertThat(Arrays.stream(group.type().getDeclaredMethods())
                                .filter(method -> method.isAnnotationPresent(Benchmark.class))
                                .map(method -> method.getName()))
                        .containsExactlyInAnyOrderElementsOf(group.methods()));
    }

    @Test
    void pattern_ofASubject_findsNoOther() {
        Pattern pattern = Pattern.compile(new Subject(Group.STAGES, "weir").pattern());
        assertThat(pattern.matcher("dev.weir.bench.Stages.weir").find()).isTrue();
        assertThat(pattern.matcher("dev.weir.bench.Stages.weirEmit").find()).isFalse();
    }

    /** Each checks its own sum. */
    @TestFactory
    Stream<DynamicTest> benchmarks_ofStagesAndHops_addUp() {
        return Stream.of(Group.STAGES, Group.HOP)
                .flatMap(group -> group.subjects().stream())
                .map(subject -> DynamicTest.dynamicTest(subject.name(), () -> {
                    Class<?> type = subject.group().type();
                    Object benchmarks = type.getConstructor().newInstance();
                    type.getMethod(subject.method()).invoke(benchmarks);
                }));
    }

    @Test
    void batches_atEachDoor_areTakenWhole() throws Exception {
        var door = new Door();
        var array = new Door.ArrayQueue();
        twice(array, () -> door.arrayBlockingQueue(array));
        var linked = new Door.LinkedQueue();
        twice(linked, () -> door.linkedBlockingQueue(linked));
        var pipe = new Door.Pipe();
        twice(pipe, () -> door.weir(pipe));
        var other = new Door.Pipe();
        twice(other, () -> door.weirByDeadline(other));
    }

    private static void twice(Door.Place place, Runnable batch) throws InterruptedException {
        place.begin();
        try {
            batch.run();
            assertThatCode(place::takeAll).doesNotThrowAnyException();
            batch.run();
            assertThatCode(place::takeAll).doesNotThrowAnyException();
        } finally {
            place.end();
        }
    }
}
