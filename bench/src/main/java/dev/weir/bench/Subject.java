package dev.weir.bench;

import java.util.regex.Pattern;

/** One thing that is measured: a method of the class that its group stands for. */
record Subject(Group group, String method) {
    /** Its name, for people: {@code stages.weir}. */
    String name() {
        return group.name() + "." + method;
    }

    /** What makes JMH find this one and no other. */
    String pattern() {
        return "^" + Pattern.quote(group.type().getName() + "." + method) + "$";
    }
}
