package dev.weir.bench.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** All children that run. They are ended when this JVM is told to stop; none is started after that. */
final class Children {
    private static final Set<Child> RUNNING = new HashSet<>();
    private static boolean ending;

    static {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(Children::end));
    }

    private Children() {}

    /** Starts one. */
    @FunctionalInterface
    interface Start {
        Child child() throws IOException;
    }

    static synchronized Child started(Start start) throws IOException {
        if (ending) {
            throw new IllegalStateException("nothing is started any more: the bench was told to stop");
        }
        Child child = start.child();
        RUNNING.add(child);
        return child;
    }

    static synchronized void ended(Child child) {
        RUNNING.remove(child);
    }

    private static void end() {
        List<Child> left;
        synchronized (Children.class) {
            ending = true;
            left = new ArrayList<>(RUNNING);
        }
        left.forEach(Child::close);
    }
}
