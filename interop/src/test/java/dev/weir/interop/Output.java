package dev.weir.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a program did. */
final class Output {
    private final List<String> command;
    private final int status;
    private final byte[] said;
    private final byte[] complained;

    Output(List<String> command, int status, byte[] said, byte[] complained) {
        this.command = command;
        this.status = status;
        this.said = said;
        this.complained = complained;
    }

    /** Fails the test unless the program ended well. */
    Output well() {
        assertThat(status)
                .as("status of %s%n%s%s", command, text(), complaints())
                .isZero();
        return this;
    }

    int status() {
        return status;
    }

    byte[] said() {
        return said;
    }

    String text() {
        return new String(said, StandardCharsets.UTF_8);
    }

    String complaints() {
        return new String(complained, StandardCharsets.UTF_8);
    }
}
