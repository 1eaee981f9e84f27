package dev.weir.bench.load;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs that are not ours, which must be installed. */
public enum Programs {
    /** Loads HTTP/1.1. */
    WRK("wrk", "wrk"),
    /** Loads HTTP/2. */
    H2LOAD("h2load", "nghttp2-client"),
    /** A reverse proxy. */
    NGINX("nginx", "nginx-light"),
    /** A reverse proxy. */
    HAPROXY("haproxy", "haproxy");

    private static final List<String> MORE_FOLDERS =
            List.of("/usr/sbin", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/bin");

    private final String program;
    private final String debian;

    Programs(String program, String debian) {
        this.program = program;
        this.debian = debian;
    }

    /** Where it is, if it is installed. */
    public Optional<Path> find() {
        return find(System.getenv().getOrDefault("PATH", ""));
    }

    Optional<Path> find(String path) {
        return Stream.concat(Arrays.stream(path.split(File.pathSeparator)), MORE_FOLDERS.stream())
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Where it is.
     *
     * @throws IllegalStateException if it is not installed, with what to install
     */
    public String path() {
        return find().orElseThrow(() -> new IllegalStateException(missing())).toString();
    }

    /** What is said if it is not there. */
    public String missing() {
        return program + " must be installed but was not found; on Debian: apt-get install " + debian;
    }
}
