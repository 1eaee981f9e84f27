package dev.weir.http;

import dev.weir.http.internal.Chars;
import dev.weir.http.internal.Statuses;
import dev.weir.http.internal.WireDate;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;

/**
 * Writes heads. What says where a message ends, and whether the connection goes on, is written from what is known here and
 * never copied from a user's headers: the two could not agree otherwise.
 */
final class Heads {
    /** Headers that are written from what is known, not from what a user gives. */
    private static final List<String> OWN =
            List.of("content-length", "transfer-encoding", "connection", "keep-alive", "upgrade");

    private static final String END = "\r\n"; // of a line, and of a head

    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] UPGRADED =
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private Heads() {}

    /** Has a client send the body it has announced. */
    static ByteBuf goOn() {
        return Unpooled.wrappedBuffer(CONTINUE);
    }

    /** From here on HTTP/2 is spoken. */
    static ByteBuf upgraded() {
        return Unpooled.wrappedBuffer(UPGRADED);
    }

    /** The head of a response; {@code framing} is its header line or empty. */
    static ByteBuf response(ByteBufAllocator alloc, Response response, String framing, String connection, int roomFor) {
        HeadBytes out = HeadBytes.begin().add(Statuses.line(response.status()));
        fields(out, response.headers());
        if (!response.headers().has("Date")) {
            out.add(WireDate.line());
        }
        if (response.status() == Response.SWITCHING || response.status() == 426) {
            upgrade(out, response.headers());
        }
        return out.add(framing).add(connection).add(END).in(alloc, roomFor);
    }

    /** The head of an interim response, which is all of it. */
    static ByteBuf interim(ByteBufAllocator alloc, int status, Headers headers) {
        HeadBytes out = HeadBytes.begin().add(Statuses.line(status));
        fields(out, headers);
        return out.add(END).in(alloc, 0);
    }

    private static void upgrade(HeadBytes out, Headers headers) {
        for (String protocol : headers.all("Upgrade")) {
            out.add("Upgrade: ").add(protocol).add("\r\nConnection: upgrade\r\n");
        }
    }

    /** The head of a request that asks to go on with something else than HTTP. */
    static ByteBuf connect(ByteBufAllocator alloc, Request request, String authority) {
        HeadBytes out = HeadBytes.begin();
        boolean tunnel = request.method().equals(Request.CONNECT);
        if (tunnel) {
            requestFields(out, request.withHeaders(request.headers().without("Host")), request.target());
        } else {
            requestFields(out, request, authority);
            upgrade(out, request.headers());
        }
        return out.add(END).in(alloc, 0);
    }

    /** The head of a request. */
    static ByteBuf request(ByteBufAllocator alloc, Request request, String authority, String framing, int roomFor) {
        HeadBytes out = HeadBytes.begin();
        requestFields(out, request, authority);
        out.add(framing);
        if (request.headers().listed("Connection", "close")) {
            out.add("Connection: close\r\n");
        }
        return out.add(END).in(alloc, roomFor);
    }

    private static void requestFields(HeadBytes out, Request request, String authority) {
        out.add(request.method()).add(" ").add(request.target()).add(" HTTP/1.1\r\n");
        if (!request.headers().has("Host")) {
            out.add("Host: ").add(authority).add(END);
        }
        fields(out, request.headers());
    }

    /** The last chunk of a body, and what comes behind it. */
    static ByteBuf lastChunk(ByteBufAllocator alloc, Headers trailers) {
        if (trailers.size() == 0) {
            return Unpooled.wrappedBuffer(LAST_CHUNK);
        }
        HeadBytes out = HeadBytes.begin().add("0\r\n");
        fields(out, trailers);
        return out.add(END).in(alloc, 0);
    }

    /** The header line that says where a body of this length ends. */
    static String framing(OptionalLong length) {
        return length.isPresent() ? "Content-Length: " + length.getAsLong() + "\r\n" : "Transfer-Encoding: chunked\r\n";
    }

    /** What the headers would say about the body that an answer to HEAD, or 304, does not have. */
    static String framingOfNone(Response response) {
        if (response.contentLength().orElse(1) > 0) {
            return framing(response.contentLength());
        }
        String declared = response.headers().first("Content-Length").orElse("");
        boolean good = declared.length() < 19 && Chars.digits(declared);
        return good ? "Content-Length: " + declared + "\r\n" : "";
    }

    private static void fields(HeadBytes out, Headers headers) {
        for (int i = 0; i < headers.size(); i++) {
            String name = headers.nameAt(i);
            if (!own(name)) {
                out.add(name).add(": ").add(headers.valueAt(i)).add(END);
            }
        }
    }

    private static boolean own(String name) {
        for (int i = 0; i < OWN.size(); i++) {
            if (OWN.get(i).equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }
}
