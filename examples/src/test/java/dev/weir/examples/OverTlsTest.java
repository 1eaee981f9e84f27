package dev.weir.examples;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.net.TcpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The programs that speak TLS, from the beginning or from the middle on, with clients of the JDK. */
@Timeout(60)
class OverTlsTest {
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static SSLContext context;

    @BeforeAll
    static void makeKey(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("keys");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command = new ArrayList<>(List.of(keytool, "-genkeypair", "-alias", "it", "-keyalg", "EC"));
        command.addAll(List.of("-dname", "CN=localhost", "-ext", "SAN=dns:localhost", "-storepass", "changeit"));
        command.addAll(List.of("-keystore", file.toString()));
        assertThat(new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor())
                .isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, "changeit".toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
        trusted.init(store);
        context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    @Test
    void lines_overTls_areAnsweredInOrder() throws Exception {
        SSLSocketFactory sockets = context.getSocketFactory();
        try (TcpServer server = LinesOverTls.serve(ANY, context, String::toUpperCase);
                Socket socket = sockets.createSocket("localhost", server.port())) {
            say(socket, "one\ntwo\nthree\n");
            BufferedReader in = reader(socket);
            assertThat(List.of(in.readLine(), in.readLine(), in.readLine())).containsExactly("ONE", "TWO", "THREE");
        }
    }

    @Test
    void mail_goesOverToTlsInTheMiddle() throws Exception {
        try (TcpServer server = StartTls.serve(ANY, context);
                Socket plain = new Socket("localhost", server.port())) {
            say(plain, "EHLO me\r\nSTARTTLS\r\n");
            String answers = "250 STARTTLS\r\n220 go ahead\r\n";
            assertThat(new String(plain.getInputStream().readNBytes(answers.length()), US_ASCII))
                    .isEqualTo(answers);
            SSLSocket socket =
                    (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", server.port(), true);
            say(socket, "MAIL FROM:<a@b>\r\nQUIT\r\n");
            BufferedReader in = reader(socket);
            assertThat(List.of(in.readLine(), in.readLine())).containsExactly("250 OK", "221 bye");
        }
    }
}
