package dev.weir.websocket;

/** What was read as a whole. */
@SuppressWarnings("ArrayRecordComponent") // never compared
sealed interface Heard {
    /** A message, for whoever talks. */
    record Said(Message message) implements Heard {}

    /** Wants to be answered with the same bytes. */
    record Ping(byte[] bytes) implements Heard {}

    /** Answers a ping. */
    record Pong(byte[] bytes) implements Heard {}

    /** Nothing comes after it. */
    record Closed(Close close) implements Heard {}
}
