package dev.weir.bench;

import dev.weir.bench.http.Serve;
import dev.weir.bench.load.Programs;
import dev.weir.bench.load.Proxies;
import dev.weir.bench.load.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The servers of a subject: the one that is measured, and what it needs. */
final class Sites implements AutoCloseable {
    /** Much less than is streamed, so that who holds it all fails. */
    private static final List<String> HEAP = List.of("-Xms256m", "-Xmx256m");

    private final Deque<Site> all = new ArrayDeque<>();
    private final String classPath;

    private Sites(String classPath) {
        this.classPath = classPath;
    }

    /**
     * Starts them.
     *
     * @throws IllegalStateException if one does not start
     */
    static Sites of(Subject subject, Build build) {
        Sites sites = new Sites(build.classPath());
        try {
            if (HttpCatalog.isGateway(subject)) {
                sites.serve("floorNetty");
                sites.gateway(subject.contender(), sites.measured().port());
            } else {
                sites.serve(subject.contender());
            }
            return sites;
        } catch (IOException e) {
            sites.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            sites.close();
            throw e;
        }
    }

    Site measured() {
        return all.getLast();
    }

    private void serve(String... arguments) {
        all.add(Site.telling(Jvm.command(HEAP, classPath, Serve.class.getName(), List.of(arguments)), Serve.LISTENING));
    }

    private void gateway(String contender, int origin) throws IOException {
        switch (contender) {
            case "floorDirect" -> {} // the origin is measured itself
            case "weir" -> serve("gateway", String.valueOf(origin));
            case "nginx" -> {
                String program = Programs.NGINX.path();
                int port = Site.freePort();
                Path folder = Files.createTempDirectory("weir-bench");
                Path config = Files.writeString(folder.resolve("nginx.conf"), Proxies.nginx(port, origin, folder));
                all.add(Site.on(port, folder, Proxies.nginxCommand(program, config, folder)));
            }
            case "haproxy" -> {
                String program = Programs.HAPROXY.path();
                int port = Site.freePort();
                Path folder = Files.createTempDirectory("weir-bench");
                Path config = Files.writeString(folder.resolve("haproxy.cfg"), Proxies.haproxy(port, origin));
                all.add(Site.on(port, folder, Proxies.haproxyCommand(program, config)));
            }
            default -> throw new IllegalArgumentException("there is no gateway " + contender);
        }
    }

    @Override
    public void close() {
        while (!all.isEmpty()) {
            all.removeLast().close();
        }
    }
}
