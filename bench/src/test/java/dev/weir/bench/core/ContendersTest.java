package dev.weir.bench.core;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** What is measured works: each contender is called once, and checks its own result. */
@Timeout(60)
class ContendersTest {
    @TestFactory
    Stream<DynamicTest> contenders_calledOnce_comeToWhatTheyMust() {
        return Stream.of(
                        Fused.class,
                        Hop.class,
                        Chain.class,
                        FusedChain.class,
                        Start.class,
                        StartAcross.class,
                        InnerFlows.class)
                .flatMap(type -> Arrays.stream(type.getMethods())
                        .filter(method -> method.isAnnotationPresent(Benchmark.class))
                        .map(method -> DynamicTest.dynamicTest(
                                type.getSimpleName() + "." + method.getName(), () -> call(type, method))));
    }

    private static void call(Class<?> type, Method method) throws ReflectiveOperationException {
        Object workload = type.getConstructor().newInstance();
        annotated(workload, Setup.class);
        List<Object> states = new ArrayList<>();
        for (Class<?> state : method.getParameterTypes()) {
            states.add(state.getConstructor().newInstance());
        }
        try {
            method.invoke(workload, states.toArray());
        } catch (InvocationTargetException e) {
            throw new AssertionError(method.getName() + " failed", e.getCause());
        } finally {
            for (Object state : states) {
                annotated(state, TearDown.class);
            }
        }
    }

    private static void annotated(Object state, Class<? extends java.lang.annotation.Annotation> when)
            throws ReflectiveOperationException {
        for (Method method : state.getClass().getMethods()) {
            if (method.isAnnotationPresent(when) && method.getParameterCount() == 0) {
                method.invoke(state);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> others_ofEachContender_run() {
        return Arrays.stream(Polluted.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Benchmark.class))
                .map(method -> DynamicTest.dynamicTest(method.getName(), () -> Polluted.pollute(method.getName(), 1)));
    }

    @Test
    void floorHidden_calledOnce_comesToTheSum() {
        assertThatCode(() -> new Polluted().floorHidden()).doesNotThrowAnyException();
    }

    @Test
    void batches_atEachDoor_areTakenWhole() throws Exception {
        var door = new Door();
        var array = new Door.ArrayQueue();
        twice(array, () -> door.floorArrayQueue(array));
        var linked = new Door.LinkedQueue();
        twice(linked, () -> door.floorLinkedQueue(linked));
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
