package dev.weir.http;

import dev.weir.Duplex;
import java.util.Objects;

/** What came of a request to go on with something else than HTTP: {@link HttpClient#connect}. */
public sealed interface Upgraded {
    /**
     * The head of the answer.
     *
     * @return the response; of one that declined, with its body
     */
    Response response();

    /**
     * The peer goes on with what was asked for. From the first byte after the head, all bytes are those of the
     * conversation.
     *
     * @param response the head; it has no body. Of an upgrade it is the 101 of HTTP/1.1, also where the peer has agreed in
     *     the words of HTTP/2
     * @param duplex the bytes in both directions: each is run once, together or apart. The source ends where the peer ends
     *     what it says; a clean end of the sink ends what is said here, and leaves the other direction open. Any other
     *     ending of one of them cuts both
     */
    record Switched(Response response, Duplex<byte[], byte[]> duplex) implements Upgraded {
        /** Checks that they are there. */
        public Switched {
            Objects.requireNonNull(response);
            Objects.requireNonNull(duplex);
        }
    }

    /**
     * The peer does not go on with it: this is an ordinary response.
     *
     * @param response to be run or discarded like any other
     */
    record Declined(Response response) implements Upgraded {
        /** Checks that it is there. */
        public Declined {
            Objects.requireNonNull(response);
        }
    }
}
