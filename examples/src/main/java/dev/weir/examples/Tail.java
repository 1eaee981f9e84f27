package dev.weir.examples;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import dev.weir.Emitter;
import dev.weir.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;

/**
 * A file that others append to, as a source: the lines that are in it, then those that come, until this is closed. A line
 * without an end is none yet.
 */
final class Tail implements AutoCloseable {
    private static final int CHUNK = 8192;

    private final Path file;
    private final int longest;
    private final WatchService changes;

    Tail(Path file, int longest) throws IOException {
        this.file = file.toAbsolutePath();
        this.longest = longest;
        this.changes = file.getFileSystem().newWatchService();
        this.file.resolveSibling(".").normalize().register(changes, ENTRY_CREATE, ENTRY_MODIFY);
    }

    /** Its lines, for one run. */
    Source<String> lines() {
        return Source.generate(this::follow);
    }

    private void follow(Emitter<String> out) throws Exception {
        var line = new ByteArrayOutputStream();
        try (InputStream in = Files.newInputStream(file)) {
            do {
                cut(in, line, out);
            } while (changed());
            cut(in, line, out);
        }
    }

    private void cut(InputStream in, ByteArrayOutputStream line, Emitter<String> out) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int read = in.read(chunk); read > 0; read = in.read(chunk)) {
            for (int i = 0; i < read; i++) {
                if (chunk[i] == '\n') {
                    out.emit(line.toString(StandardCharsets.UTF_8)); // suspended while there is no room
                    line.reset();
                } else if (line.size() < longest) {
                    line.write(chunk[i]); // the rest of one that is too long is left out
                }
            }
        }
    }

    /** Waits for a change, also one since the last call; false when this is closed. */
    private boolean changed() throws InterruptedException {
        try {
            WatchKey key = changes.take();
            key.pollEvents();
            return key.reset();
        } catch (ClosedWatchServiceException e) {
            return false;
        }
    }

    /** No more is waited for: what is in the file now is the rest. */
    @Override
    public void close() throws IOException {
        changes.close();
    }
}
