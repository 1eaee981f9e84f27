package dev.weir.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.net.TlsEnd.Link;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both sides of TLS, step by step, with links of one place between them. */
@Timeout(30)
class TlsLogicTest {
    private Link toServer;
    private Link toClient;

    @BeforeEach
    void links() {
        toServer = new Link(1);
        toClient = new Link(1);
    }

    private TlsEnd client(String version) throws Exception {
        return end(Keys.client(version), true, toClient, toServer);
    }

    private TlsEnd server(String version) throws Exception {
        return end(Keys.server(version), false, toServer, toClient);
    }

    private static TlsEnd end(SSLContext context, boolean client, Link below, Link down) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(client);
        return new TlsEnd(engine, below, down);
    }

    private static void shakeHands(TlsEnd client, TlsEnd server) throws Exception {
        TlsEnd.settle(client, server);
        assertThat(client.isShaken() && server.isShaken())
                .as("the handshake is done")
                .isTrue();
    }

    private static void say(TlsEnd end, int items) {
        for (int i = 0; i < items; i++) {
            end.above.put(new byte[] {(byte) i});
        }
    }

    /** As many items as fill the links just when a side comes to its end, and fewer and more. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void bothSides_thatEndWhileAllLinksAreFull_hearEachOther(String version) throws Exception {
        for (int items = 1; items <= 5; items++) {
            links();
            TlsEnd client = client(version);
            TlsEnd server = server(version);
            shakeHands(client, server);
            say(client, items);
            say(server, items);
            client.above.end();
            server.above.end();
            TlsEnd.talk(client, server);
            assertThat(client.up.ended() && server.up.ended())
                    .as("both have heard the end, after %s items", items)
                    .isTrue();
            if (version.equals("TLSv1.3")) { // the end of one direction leaves the other open
                assertThat(client.heard.size()).isEqualTo(items);
                assertThat(server.heard.size()).isEqualTo(items);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void bothSides_thatChangeTheirKeysAndEndWhileAllLinksAreFull_hearEachOther(int items) throws Exception {
        TlsEnd client = client("TLSv1.3");
        TlsEnd server = server("TLSv1.3");
        shakeHands(client, server);
        say(client, items);
        say(server, items);
        TlsEnd.settle(client, server);
        client.engine.beginHandshake();
        server.engine.beginHandshake();
        TlsEnd.settle(client, server);
        client.above.end();
        server.above.end();
        TlsEnd.talk(client, server);
        assertThat(client.up.ended() && server.up.ended())
                .as("both have heard the end")
                .isTrue();
        assertThat(client.heard.size()).isEqualTo(items);
        assertThat(server.heard.size()).isEqualTo(items);
    }

    /** The answer is for nobody then, and what comes must be heard all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void side_towardsWhichNobodyListens_hearsOnAfterNewKeysAreAskedFor(String version) throws Exception {
        TlsEnd client = client(version);
        TlsEnd server = server(version);
        shakeHands(client, server);
        client.up.stop();
        TlsEnd.settle(client, server);
        client.engine.beginHandshake();
        say(client, 5);
        TlsEnd.talk(client, server);
        assertThat(server.heard.size()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void client_thatHasHeardEnoughBeforeAllOfTheHandshakeCame_isHeard(String version) throws Exception {
        TlsEnd client = client(version);
        TlsEnd server = server(version);
        client.up.stop();
        say(client, 5);
        client.above.end();
        TlsEnd.talk(client, server);
        assertThat(server.heard.size()).isEqualTo(5);
        assertThat(server.up.ended()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void handshake_whoseAnswerNobodyWants_failsAtTheEndOfWhatComes(String version) throws Exception {
        TlsEnd client = client(version);
        TlsEnd server = server(version);
        assertThat(client.step()).isTrue();
        toClient.stop();
        toServer.end();
        assertThatThrownBy(() -> TlsEnd.settle(server, server))
                .isInstanceOf(SSLException.class)
                .hasMessage("a TLS handshake must be done before the conversation ends but was not");
    }
}
