package dev.weir.bench.core;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What is reachable, as the JVM counts it by class after a full collection.
 *
 * @param bytes of all objects
 * @param virtualThreads that have not ended, or that somebody still keeps
 */
record LiveHeap(long bytes, long virtualThreads) {
    static LiveHeap now() {
        long bytes = 0;
        long virtualThreads = 0;
        for (String line : histogram().lines().toList()) {
            String[] words =
                    line.strip().split("\\s+", -1); // number: instances bytes class, and a last line with the total
            if (words[0].equals("Total")) {
                bytes = Long.parseLong(words[2]);
            } else if (words.length > 3 && words[3].equals("java.lang.VirtualThread")) {
                virtualThreads = Long.parseLong(words[1]);
            }
        }
        return new LiveHeap(bytes, virtualThreads);
    }

    private static String histogram() {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
        } catch (JMException e) {
            throw new IllegalStateException("the heap could not be counted", e);
        }
    }
}
