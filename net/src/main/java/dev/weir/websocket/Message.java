package dev.weir.websocket;

import java.util.Arrays;
import java.util.Objects;

/** What one side of a WebSocket says to the other: a whole message, however it was cut up on its way. */
public sealed interface Message {
    /**
     * A text.
     *
     * @param text sent in UTF-8; one that has half of a surrogate pair alone fails the conversation that sends it
     * @return the message
     */
    static Message of(String text) {
        return new Text(text);
    }

    /**
     * Bytes.
     *
     * @param bytes not to be changed any more
     * @return the message
     */
    static Message of(byte[] bytes) {
        return new Binary(bytes);
    }

    /**
     * About how much memory it takes.
     *
     * @return the number of its bytes, or of the characters of its text
     */
    int size();

    /**
     * A text.
     *
     * @param text what was said
     */
    record Text(String text) implements Message {
        /** Checks that it is there. */
        public Text {
            Objects.requireNonNull(text);
        }

        @Override
        public int size() {
            return text.length();
        }
    }

    /**
     * Bytes.
     *
     * @param bytes what was said; not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // equal if the bytes are
    record Binary(byte[] bytes) implements Message {
        /** Checks that they are there. */
        public Binary {
            Objects.requireNonNull(bytes);
        }

        @Override
        public int size() {
            return bytes.length;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Binary binary && Arrays.equals(bytes, binary.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "Binary[" + bytes.length + " bytes]";
        }
    }
}
