package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only the library is that of another commit. */
class RevisionTest {
    @Test
    void classPath_ofAnotherCommit_hasItsLibraryAndAllOthersOfNow(@TempDir Path jars) throws IOException {
        Path core = Files.createFile(jars.resolve("weir-core-0.1.jar"));
        String now = String.join(File.pathSeparator, "/a/weir-bench-1.jar", "/a/weir-core-1.jar", "/a/jmh-core.jar");
        assertThat(Revision.classPath(now, jars))
                .isEqualTo(String.join(File.pathSeparator, core.toString(), "/a/weir-bench-1.jar", "/a/jmh-core.jar"));
    }
}
