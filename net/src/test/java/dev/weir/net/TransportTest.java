package dev.weir.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.net.internal.Channels;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What moves bytes is chosen by name, and refused with a reason where it is not. */
class TransportTest {
    @Test
    void nio_isAvailableEverywhere() {
        assertThat(Transport.NIO.isAvailable()).isTrue();
        assertThat(Transport.values()).extracting(Transport::toString).containsExactly("nio", "epoll", "io_uring");
    }

    /** The class path of these tests without some jars. */
    private static URLClassLoader without(String part) throws IOException {
        List<URL> urls = new ArrayList<>();
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (String entry : path.split(java.io.File.pathSeparator, -1)) {
            if (!entry.contains(part)) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static Object make(ClassLoader loader, Transport transport) throws ReflectiveOperationException {
        Class<?> kind = loader.loadClass(Transport.class.getName());
        return loader.loadClass(Channels.class.getName())
                .getMethod("of", kind)
                .invoke(null, kind.getField(transport.name()).get(null));
    }

    @ParameterizedTest
    @CsvSource({
        "EPOLL, netty-transport-classes-epoll, java.lang.NoClassDefFoundError: io/netty/channel/epoll/Epoll",
        "IO_URING, netty-transport-classes-io_uring, java.lang.NoClassDefFoundError: io/netty/channel/uring/IoUring"
    })
    void transport_thatIsNotOnTheClassPath_isRefusedWithAWayOut(Transport transport, String jar, String cause)
            throws Exception {
        try (URLClassLoader loader = without(jar)) {
            assertThatThrownBy(() -> make(loader, transport))
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("the transport " + transport + " is not available: ")
                    .hasMessageEndingWith("; add io.netty:netty-transport-native-" + transport
                            + ":4.2.18.Final with classifier linux-x86_64 or linux-aarch_64, or use nio");
            assertThat(make(loader, Transport.NIO)).as("nio needs neither").isNotNull();
        }
    }

    /** The classes are there, what is native of them is not: the cause is that of Netty. */
    @ParameterizedTest
    @CsvSource({"EPOLL, netty-transport-native-epoll", "IO_URING, netty-transport-native-io_uring"})
    void transport_withoutItsNativePart_isRefusedWithAWayOut(Transport transport, String jar) throws Exception {
        try (URLClassLoader loader = without(jar)) {
            assertThatThrownBy(() -> make(loader, transport))
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("the transport " + transport + " is not available: ")
                    .hasMessageEndingWith("or use nio");
        }
    }
}
