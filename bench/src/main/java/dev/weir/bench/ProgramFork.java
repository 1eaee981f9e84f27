package dev.weir.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs a workload that is a program, and reads what it prints. */
final class ProgramFork implements Fork {
    private static final int MOST_SECONDS = 600;
    private static final Pattern LINE = Pattern.compile("(\\S.*?)\\s+(-?\\d+(?:\\.\\d*)?(?:[eE][-+]?\\d+)?)\\s*");

    @Override
    public Score measure(Subject subject, Build build) {
        List<String> arguments = new ArrayList<>(List.of(subject.contender()));
        subject.setting().forEach((name, value) -> arguments.add(name + "=" + value));
        return score(Commands.output(
                Jvm.command(build.classPath(), subject.contest().type().getName(), arguments), null, MOST_SECONDS));
    }

    /**
     * The values of all lines that are a metric and a number; others are passed over.
     *
     * @throws IllegalStateException if there is none
     */
    static Score score(String printed) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        printed.lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .forEach(line -> metrics.put(line.group(1), Double.valueOf(line.group(2))));
        if (metrics.isEmpty()) {
            throw new IllegalStateException(
                    "a program must print lines of a metric and its value, such as 'bytes 152.0', but printed:\n"
                            + printed);
        }
        return new Score(metrics);
    }
}
