package dev.weir.servlet;

import jakarta.servlet.DispatcherType;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.io.TempDir;

/** The filter in a Tomcat. */
class TomcatTest extends FilterLaws {
    @TempDir
    private Path folder;

    @Override
    Container start(AdmissionFilter filter, EnumSet<DispatcherType> mapped) throws Exception {
        return new TomcatContainer(filter, probe, mapped, folder);
    }
}
