package dev.weir.bench.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.bench.Workload;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.TearDown;

/** Each contender does the work: it checks its own result. */
@Timeout(60)
class BenchmarksAddUpTest {
    private static final List<Class<?>> WORKLOADS = List.of(
            Merge.class,
            Broadcast.class,
            Balance.class,
            Partition.class,
            Calls.class,
            BlockingCalls.class,
            SleepingCalls.class,
            RoundTrip.class,
            Chunks.class);

    /** Few enough to be quick, enough to fill every place between two threads once. */
    private static int few(Class<?> type) {
        return type == SleepingCalls.class ? 32 : type == Broadcast.class ? 4 * 600 : 1_024;
    }

    @TestFactory
    Stream<DynamicTest> contenders_ofAllWorkloads_addUp() {
        return WORKLOADS.stream()
                .flatMap(type -> Arrays.stream(type.getMethods())
                        .filter(method -> method.isAnnotationPresent(Benchmark.class))
                        .flatMap(method -> values(type).stream()
                                .map(value -> DynamicTest.dynamicTest(
                                        type.getSimpleName() + "." + method.getName() + " " + value,
                                        () -> runTwice(type, method, value)))));
    }

    private static List<String> values(Class<?> type) {
        return params(type)
                .map(field -> List.of(field.getAnnotation(Param.class).value()))
                .findFirst()
                .orElse(List.of(""));
    }

    private static Stream<Field> params(Class<?> type) {
        return Arrays.stream(type.getFields()).filter(field -> field.isAnnotationPresent(Param.class));
    }

    private static List<Field> fields(Class<?> type) {
        return Stream.<Class<?>>iterate(type, each -> each != Object.class, Class::getSuperclass)
                .flatMap(each -> Arrays.stream(each.getDeclaredFields()))
                .toList();
    }

    private static void runTwice(Class<?> type, Method contender, String value) throws ReflectiveOperationException {
        Object workload = type.getConstructor().newInstance();
        for (Field field : params(type).toList()) {
            field.set(
                    workload,
                    field.getType() == boolean.class
                            ? (Object) Boolean.valueOf(value)
                            : (Object) Integer.valueOf(value));
        }
        for (Field field : fields(type)) {
            if (field.getName().equals("items")) {
                field.setInt(workload, few(type));
            }
        }
        contender.invoke(workload);
        contender.invoke(workload);
        for (Method method : type.getMethods()) {
            if (method.isAnnotationPresent(TearDown.class)) {
                method.invoke(workload);
            }
        }
    }

    @Test
    void workloads_allHaveAFloorAndWeir() {
        assertThat(WORKLOADS)
                .allSatisfy(type ->
                        assertThat(type.isAnnotationPresent(Workload.class)).isTrue())
                .allSatisfy(type -> assertThat(Arrays.stream(type.getMethods()).map(Method::getName))
                        .contains("weir")
                        .anyMatch(name -> name.startsWith("floor")));
    }
}
