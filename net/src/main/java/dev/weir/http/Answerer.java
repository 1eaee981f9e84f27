package dev.weir.http;

import dev.weir.admission.Refusal;

/** Where the answer of an exchange goes: a connection of HTTP/1.1, or a stream of HTTP/2. On the event loop. */
interface Answerer {
    /** Sends the answer of this exchange, and ends the exchange when that is sent. */
    void answer(ServerExchange exchange, Response response);

    /** The exchange was let in. */
    void admitted();

    /** It was not, and is answered next. */
    void refused(Refusal why);

    /** Sending the answer has thrown. */
    void answerFailed(Throwable cause);

    /** What it belongs to. */
    Connection connection();
}
