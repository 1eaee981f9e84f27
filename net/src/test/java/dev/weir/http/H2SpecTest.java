package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program h2spec finds nothing that RFC 9113 or RFC 7541 asks for and this server does not do. */
class H2SpecTest {
    private static final String ARCHIVE = "/h2spec/2.2.0/h2spec_linux_amd64.tar.gz";
    private static final Pattern SUMMARY =
            Pattern.compile("(\\d+) tests, (\\d+) passed, (\\d+) skipped, (\\d+) failed");
    private static final int BLOCK = 512;

    @TempDir
    Path folder;

    /** The only file of an archive with one file in it. */
    private static byte[] onlyFile(InputStream archive) throws IOException {
        try (var in = new GZIPInputStream(archive)) {
            byte[] header = in.readNBytes(BLOCK);
            String size = new String(header, 124, 11, StandardCharsets.US_ASCII).trim();
            return in.readNBytes(Integer.parseInt(size, 8));
        }
    }

    private Path program() throws IOException {
        assumeTrue(
                System.getProperty("os.name").equals("Linux")
                        && System.getProperty("os.arch").equals("amd64"),
                "the h2spec that is at hand runs on Linux x86-64 only");
        Path program = folder.resolve("h2spec");
        try (InputStream archive = H2SpecTest.class.getResourceAsStream(ARCHIVE)) {
            Files.write(program, onlyFile(archive));
        }
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    private void check(int port, String... more) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(program().toString(), "-h", "127.0.0.1", "-p", Integer.toString(port), "-o", "4", "-P", "/"));
        command.addAll(List.of(more));
        Path output = folder.resolve("output");
        Process run = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(run.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            run.destroyForcibly();
        }
        String said = Files.readString(output);
        var summary = SUMMARY.matcher(said);
        assertThat(summary.find()).as(said).isTrue();
        assertThat(Integer.parseInt(summary.group(1))).isGreaterThan(140);
        assertThat(summary.group(2)).as(said).isEqualTo(summary.group(1));
    }

    /**
     * A body that does not come from memory, and one that does: both must stop at windows. What was asked is read to its end
     * first: an answer that is quicker than the rest of the request would have the server give that up, as it may.
     */
    private static Response answer(Request request) {
        long read = Bytes.count(request.body());
        return request.method().equals("POST")
                ? Response.text(200, "read " + read)
                : Response.ok(Bytes.body("hello", " ", "world"));
    }

    @Test
    void h2c_byPriorKnowledge_passesAllCases() throws Exception {
        try (var server = HttpServer.on(0).handle(H2SpecTest::answer).start()) {
            check(server.port());
        }
    }

    @Test
    void tls_passesAllCases() throws Exception {
        try (var server = HttpServer.on(0)
                .tls(Certificates.context())
                .handle(H2SpecTest::answer)
                .start()) {
            check(server.port(), "-t", "-k");
        }
    }
}
