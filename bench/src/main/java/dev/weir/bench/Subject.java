package dev.weir.bench;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One thing that is measured: a contender of a workload, with a value for each parameter. */
record Subject(Contest contest, String contender, Map<String, String> setting) {
    boolean isFloor() {
        return contender.startsWith("floor");
    }

    boolean isOurs() {
        return contender.startsWith("weir");
    }

    boolean isPeer() {
        return !isFloor() && !isOurs();
    }

    /** Its name, for people: {@code W2 capacity=16 weir}. */
    String name() {
        return where() + " " + contender;
    }

    /** What it has in common with those it is compared with: {@code W2 capacity=16}. */
    String where() {
        return contest.id()
                + setting.entrySet().stream()
                        .map(each -> " " + each.getKey() + "=" + each.getValue())
                        .collect(Collectors.joining());
    }

    /** What makes JMH find this one and no other. */
    String pattern() {
        return "^" + Pattern.quote(contest.type().getName() + "." + contender) + "$";
    }
}
