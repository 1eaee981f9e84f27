package dev.weir.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.weir.LogicLayer;
import dev.weir.testkit.LayerLaws;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Either side of TLS, on the other one, keeps the laws of layers. */
class TlsLawsTest {
    private static final List<byte[]> UP = chunks("one", "two", "three");
    private static final List<byte[]> DOWN = chunks("un", "deux");

    private static List<byte[]> chunks(String... chunks) {
        return Stream.of(chunks).map(chunk -> chunk.getBytes(US_ASCII)).toList();
    }

    @TestFactory
    Stream<DynamicContainer> tls_overItsPeer_keepsTheLaws() throws Exception {
        return Stream.of(container("TLSv1.3", false), container("TLSv1.2", true));
    }

    private static DynamicContainer container(String version, boolean endsBoth) throws Exception {
        LogicLayer<byte[], byte[], byte[], byte[]> client = Tls.client(Keys.client(version), "localhost", 1);
        LogicLayer<byte[], byte[], byte[], byte[]> server = Tls.server(Keys.server(version));
        LayerLaws<byte[], byte[]> clients = LayerLaws.of(client, server, UP, DOWN);
        LayerLaws<byte[], byte[]> servers = LayerLaws.of(server, client, UP, DOWN);
        return dynamicContainer(
                version,
                Stream.of(
                        dynamicContainer("client on server", laws(endsBoth ? clients.endsBothAtOnce() : clients)),
                        dynamicContainer("server on client", laws(endsBoth ? servers.endsBothAtOnce() : servers))));
    }

    private static Stream<DynamicNode> laws(LayerLaws<byte[], byte[]> laws) {
        return laws.laws().stream().map(law -> dynamicTest(law.name(), law::run));
    }
}
