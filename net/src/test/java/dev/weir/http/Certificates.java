package dev.weir.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for localhost that vouches for itself, made once by the JDK's own tool. For tests. */
final class Certificates {
    private static final char[] SECRET = "weir-test".toCharArray();
    private static final KeyStore KEYS = make();

    private Certificates() {}

    private static KeyStore make() {
        try {
            Path folder = Files.createTempDirectory("weir-keys");
            Path file = folder.resolve("keys.p12");
            Process tool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "weir",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            "san=dns:localhost,ip:127.0.0.1",
                            "-validity",
                            "2",
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            new String(SECRET),
                            "-keystore",
                            file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("said").toFile())
                    .start();
            if (!tool.waitFor(1, TimeUnit.MINUTES) || tool.exitValue() != 0) {
                throw new IOException(Files.readString(folder.resolve("said")));
            }
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                keys.load(in, SECRET);
            }
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With the key, and trusting its own certificate: good for both ends. */
    static SSLContext context() throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KEYS, SECRET);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try {
            trusted.load(null, SECRET);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        trusted.setCertificateEntry("weir", KEYS.getCertificate("weir"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + what + "-----\n";
    }

    /** The certificate in PEM. */
    static String certificate() throws GeneralSecurityException {
        return pem("CERTIFICATE", KEYS.getCertificate("weir").getEncoded());
    }

    /** The key in PEM. */
    static String key() throws GeneralSecurityException {
        return pem("PRIVATE KEY", KEYS.getKey("weir", SECRET).getEncoded());
    }
}
