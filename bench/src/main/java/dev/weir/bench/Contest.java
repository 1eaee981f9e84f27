package dev.weir.bench;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;

/** A workload as its class tells of it: who takes part, and with which values of the parameters. */
record Contest(Class<?> type, Workload about, List<String> contenders, Map<String, List<String>> parameters) {
    private static final Comparator<String> ORDER =
            Comparator.<String>comparingInt(Contest::rank).thenComparing(Comparator.naturalOrder());

    /** Reads a class; {@code scaling} takes the values that are meant for drawings. */
    static Contest of(Class<?> type, boolean scaling) {
        Workload about = Objects.requireNonNull(
                type.getAnnotation(Workload.class), () -> type.getName() + " must have @Workload");
        boolean program = isProgram(type);
        Map<String, List<String>> parameters = program ? listed(type) : annotated(type);
        if (scaling) {
            Arrays.stream(about.scaling())
                    .map(each -> each.split("=", 2))
                    .forEach(each -> parameters.replace(each[0], List.of(each[1].split(","))));
        }
        return new Contest(type, about, program ? contenders(type) : benchmarks(type), parameters);
    }

    String id() {
        return about.id();
    }

    /** Whether it has a {@code main} of its own, and JMH does not measure it. */
    boolean isProgram() {
        return isProgram(type);
    }

    /** Whether each call is timed on its own, so that percentiles are told. */
    boolean isSampled() {
        BenchmarkMode mode = type.getAnnotation(BenchmarkMode.class);
        return mode != null && List.of(mode.value()).contains(Mode.SampleTime);
    }

    /** Each contender with each combination of parameters; those that are compared with each other are neighbours. */
    List<Subject> subjects() {
        List<Map<String, String>> settings = List.of(Map.of());
        for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
            settings = settings.stream()
                    .flatMap(before -> parameter.getValue().stream().map(value -> {
                        Map<String, String> setting = new LinkedHashMap<>(before);
                        setting.put(parameter.getKey(), value);
                        return setting;
                    }))
                    .toList();
        }
        return settings.stream()
                .flatMap(setting -> contenders.stream().map(contender -> new Subject(this, contender, setting)))
                .toList();
    }

    private static boolean isProgram(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .anyMatch(method -> method.getName().equals("main"));
    }

    private static List<String> benchmarks(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.isAnnotationPresent(Benchmark.class))
                .map(Method::getName)
                .sorted(ORDER)
                .toList();
    }

    private static int rank(String contender) {
        return contender.startsWith("floor") ? 0 : contender.startsWith("weir") ? 1 : 2;
    }

    private static Map<String, List<String>> annotated(Class<?> type) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                Param param = field.getAnnotation(Param.class);
                if (param != null) {
                    parameters.put(field.getName(), List.of(param.value()));
                }
            }
        }
        return parameters;
    }

    @SuppressWarnings("unchecked") // what a program must have
    private static List<String> contenders(Class<?> type) {
        return (List<String>) constant(type, "CONTENDERS");
    }

    @SuppressWarnings("unchecked") // what a program must have
    private static Map<String, List<String>> listed(Class<?> type) {
        return new LinkedHashMap<>((Map<String, List<String>>) constant(type, "PARAMETERS"));
    }

    private static Object constant(Class<?> type, String name) {
        try {
            return Objects.requireNonNull(type.getField(name).get(null));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + " is a program and must have a constant " + name, e);
        }
    }
}
