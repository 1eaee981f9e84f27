package dev.weir.bench;

import java.util.List;
import java.util.regex.Pattern;

/** What is compared with each other: all of a group bring the same items from the same beginning to the same end. */
record Group(String name, Class<?> type, List<String> methods) {
    static final Group STAGES = new Group(
            "stages",
            Stages.class,
            List.of(
                    "iterators",
                    "iteratorsNoStages",
                    "loop",
                    "stream",
                    "streamNoStages",
                    "weir",
                    "weirEmit",
                    "weirNoStages"));
    static final Group DOOR = new Group(
            "door", Door.class, List.of("arrayBlockingQueue", "linkedBlockingQueue", "weir", "weirByDeadline"));
    static final Group HOP =
            new Group("hop", Hop.class, List.of("arrayBlockingQueue", "linkedBlockingQueue", "weirEntry", "weirEmit"));

    static final List<Group> ALL = List.of(STAGES, DOOR, HOP);

    /** All of all groups whose name the pattern is found in. */
    static List<Subject> subjects(Pattern pattern) {
        return ALL.stream()
                .flatMap(group -> group.subjects().stream())
                .filter(subject -> pattern.matcher(subject.name()).find())
                .toList();
    }

    List<Subject> subjects() {
        return methods.stream().map(method -> new Subject(this, method)).toList();
    }

    /** What the others are measured by: the first one. */
    Subject baseline() {
        return subjects().getFirst();
    }
}
