package dev.weir.admission;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A {@code google.rpc.Status} with a {@code google.rpc.RetryInfo}: what clients of gRPC read in
 * {@code grpc-status-details-bin}. Written without the runtime of Protocol Buffers.
 */
public final class RetryInfo {
    private static final String TYPE = "type.googleapis.com/google.rpc.RetryInfo";

    private RetryInfo() {}

    /**
     * Makes it.
     *
     * @param status the number of a status
     * @param message what the status says
     * @param millis when to come back, in milliseconds, at least 0
     * @return the message, not yet in Base64
     */
    public static byte[] details(int status, String message, long millis) {
        Message delay = new Message().number(1, millis / 1_000).number(2, millis % 1_000 * 1_000_000);
        Message any = new Message().text(1, TYPE).inner(2, new Message().inner(1, delay));
        return new Message()
                .number(1, status)
                .text(2, message)
                .inner(3, any)
                .bytes
                .toByteArray();
    }

    /** Fields of a message, as much as is needed here. */
    private static final class Message {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Message number(int field, long value) {
            varint((long) field << 3);
            varint(value);
            return this;
        }

        Message text(int field, String value) {
            return bytes(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Message inner(int field, Message message) {
            return bytes(field, message.bytes.toByteArray());
        }

        private Message bytes(int field, byte[] value) {
            varint(((long) field << 3) | 2);
            varint(value.length);
            bytes.writeBytes(value);
            return this;
        }

        private void varint(long value) {
            for (long rest = value; ; rest >>>= 7) {
                if (rest < 128) {
                    bytes.write((int) rest);
                    return;
                }
                bytes.write((int) ((rest & 127) | 128));
            }
        }
    }
}
