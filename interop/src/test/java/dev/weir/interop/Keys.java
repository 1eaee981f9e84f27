package dev.weir.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key for {@code localhost} that vouches for itself, made once by the JDK's own tool, and those who trust it. */
final class Keys {
    private static final char[] SECRET = "weir-interop".toCharArray();
    private static final Path FOLDER = folder();
    private static final KeyStore STORE = make();

    /** The certificate in PEM. */
    static final Path CERTIFICATE = pem("CERTIFICATE", "certificate.pem");

    /** The key in PEM. */
    static final Path KEY = pem("PRIVATE KEY", "key.pem");

    private Keys() {}

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("weir-interop");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                for (String name : new String[] {"keys.p12", "said", "certificate.pem", "key.pem", ""}) {
                    folder.resolve(name).toFile().delete();
                }
            }));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KeyStore make() {
        try {
            Path file = FOLDER.resolve("keys.p12");
            Path said = FOLDER.resolve("said");
            String tool =
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
            Process process = new ProcessBuilder((tool + " -genkeypair -alias weir -keyalg EC -dname CN=localhost"
                                    + " -ext san=dns:localhost,ip:127.0.0.1 -validity 2 -storetype PKCS12"
                                    + " -storepass weir-interop -keystore " + file)
                            .split(" ", -1))
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IOException(Files.readString(said));
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, SECRET);
            }
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path pem(String what, String name) {
        try {
            byte[] bytes = what.equals("CERTIFICATE")
                    ? STORE.getCertificate("weir").getEncoded()
                    : STORE.getKey("weir", SECRET).getEncoded();
            String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
            return Files.writeString(
                    FOLDER.resolve(name), "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What browsers know the key by: the SHA-256 of its public half, in Base64. */
    static String fingerprint() throws GeneralSecurityException {
        byte[] key = STORE.getCertificate("weir").getPublicKey().getEncoded();
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
    }

    /** With the key, and trusting it and nobody else: good for both ends. */
    static SSLContext context() {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(STORE, SECRET);
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, SECRET);
            trusted.setCertificateEntry("weir", STORE.getCertificate("weir"));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
