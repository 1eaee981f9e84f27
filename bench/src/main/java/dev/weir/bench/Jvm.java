package dev.weir.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the JVMs are started in which is measured. */
final class Jvm {
    /** The same heap wherever it runs; given first, so that the options of the JVM that it inherits may say otherwise. */
    static final List<String> HEAP = List.of("-Xms1g", "-Xmx1g");

    private Jvm() {}

    /** The command for a program, with the options that this JVM has. */
    static List<String> command(String classPath, String program, List<String> arguments) {
        return command(HEAP, classPath, program, arguments);
    }

    /** The same with another heap. */
    static List<String> command(List<String> heap, String classPath, String program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(heap);
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", classPath, program));
        command.addAll(arguments);
        return command;
    }
}
