package dev.weir.interop;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Python programs among the resources of these tests. */
final class Script {
    private Script() {}

    /** Copies one into a folder. */
    static String in(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream script = Objects.requireNonNull(Script.class.getResourceAsStream(name), name)) {
            Files.write(file, script.readAllBytes());
        }
        return file.toString();
    }
}
