package dev.weir.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of this repository, found from the folder that the build runs in. */
final class Sources {
    private static final List<String> MODULES = List.of(
            "admission",
            "core",
            "testkit",
            "proof",
            "net",
            "servlet",
            "grpc",
            "pools",
            "spring",
            "gateway",
            "interop",
            "examples",
            "bench",
            "races");

    private Sources() {}

    static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (here != null && !Files.exists(here.resolve("mvnw"))) {
            here = here.getParent();
        }
        if (here == null) {
            throw new IllegalStateException("the tests must run inside the repository but no folder above has mvnw");
        }
        return here;
    }

    /** The Java files of some modules' main or test tree. */
    static List<Path> java(String tree, String... modules) {
        return Stream.of(modules.length == 0 ? MODULES.toArray(String[]::new) : modules)
                .map(module -> root().resolve(module).resolve("src").resolve(tree))
                .filter(Files::exists)
                .flatMap(Sources::walk)
                .filter(file -> file.toString().endsWith(".java"))
                .toList();
    }

    private static Stream<Path> walk(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String name(Path file) {
        return root().relativize(file).toString();
    }
}
