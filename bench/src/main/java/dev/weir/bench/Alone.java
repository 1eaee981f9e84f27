package dev.weir.bench;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Whoever has it is the only one on the machine that measures; two at a time would measure each other. */
final class Alone implements AutoCloseable {
    private final FileChannel file;

    private Alone(FileChannel file) {
        this.file = file;
    }

    /**
     * Takes it, until it is closed or this JVM ends.
     *
     * @throws IllegalStateException if another one has it
     */
    static Alone in(Path folder) throws IOException {
        Path path = folder.resolve("weir-bench.lock");
        FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock(file) == null) {
            file.close();
            throw new IllegalStateException(
                    "one bench at a time must run but another one holds " + path + "; wait for its end");
        }
        return new Alone(file);
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException _) { // of this JVM
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
