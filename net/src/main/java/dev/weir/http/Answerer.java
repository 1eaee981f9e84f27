package dev.weir.http;

/** Where the answer of an exchange goes: a connection of HTTP/1.1, or a stream of HTTP/2. On the event loop. */
interface Answerer {
    /** Sends the answer of this exchange, and ends the exchange when that is sent. */
    void answer(ServerExchange exchange, Response response);

    /** Sending the answer has thrown. */
    void answerFailed(Throwable cause);

    /** What it belongs to. */
    Connection connection();
}
