package dev.weir.http;

import java.util.List;
import java.util.stream.Stream;

/** Requests that must be refused, with the status that they must be answered with. */
final class HostileRequests {
    /** One of them. */
    record Row(String name, String raw, int status) {
        @Override
        public String toString() {
            return name + " -> " + status;
        }
    }

    private static final String POST = "POST / HTTP/1.1\r\nHost: h\r\n";
    private static final String CHUNKED = POST + "Transfer-Encoding: chunked\r\n\r\n";

    private HostileRequests() {}

    static List<Row> all() {
        return Stream.of(lines(), hosts(), fields(), lengths(), codings(), chunks(), trailers(), tunnels())
                .flatMap(s -> s)
                .toList();
    }

    private static Row row(String name, String raw, int status) {
        return new Row(name, raw, status);
    }

    private static Row get(String name, String requestLine, int status) {
        return row(name, requestLine + "\r\nHost: h\r\n\r\n", status);
    }

    private static Stream<Row> lines() {
        return Stream.of(
                get("no version", "GET /", 400),
                get("two blanks before the target", "GET  / HTTP/1.1", 400),
                get("two blanks before the version", "GET /  HTTP/1.1", 400),
                get("blank in the target", "GET /a b HTTP/1.1", 400),
                get("tab instead of a blank", "GET\t/ HTTP/1.1", 400),
                get("tab in the target", "GET /a\tb HTTP/1.1", 400),
                get("blank at the end", "GET / HTTP/1.1 ", 400),
                get("blank at the start", " GET / HTTP/1.1", 400),
                get("method is no token", "G(T / HTTP/1.1", 400),
                get("no method", "/ HTTP/1.1", 400),
                get("only a method", "GET", 400),
                get("NUL in the target", "GET /\0 HTTP/1.1", 400),
                get("above ASCII in the target", "GET /\u00e4 HTTP/1.1", 400),
                get("fragment in the target", "GET /a#b HTTP/1.1", 400),
                get("target without a slash", "GET a HTTP/1.1", 400),
                get("star for GET", "GET * HTTP/1.1", 400),
                get("another scheme", "GET ftp://h/ HTTP/1.1", 400),
                get("user in the authority", "GET http://u@h/ HTTP/1.1", 400),
                get("no authority", "GET http:///a HTTP/1.1", 400),
                get("version in small letters", "GET / http/1.1", 400),
                get("version without a minor", "GET / HTTP/1", 400),
                get("version with more digits", "GET / HTTP/1.10", 400),
                get("version with a letter", "GET / HTTP/1.x", 400),
                get("another protocol", "GET / HTCPCP/1.1", 400),
                get("version 0.9", "GET / HTTP/0.9", 505),
                get("version 1.2", "GET / HTTP/1.2", 505),
                get("version 2.0", "GET / HTTP/2.0", 505),
                row("preface of HTTP/2 with a field", "PRI * HTTP/2.0\r\nHost: h\r\n\r\nSM\r\n\r\n", 505),
                row("bare LF after the request line", "GET / HTTP/1.1\nHost: h\r\n\r\n", 400),
                row("only bare LFs", "GET / HTTP/1.1\nHost: h\n\n", 400),
                row("bare CR in the request line", "GET /\rX HTTP/1.1\r\nHost: h\r\n\r\n", 400),
                row("too many empty lines", "\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", 400),
                row("empty line of a bare LF", "\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", 400),
                row("long request line", "GET /" + "a".repeat(9000) + " HTTP/1.1\r\nHost: h\r\n\r\n", 414),
                row("request line without an end", "GET /" + "a".repeat(9000), 414));
    }

    private static Stream<Row> hosts() {
        return Stream.of(
                row("no Host", "GET / HTTP/1.1\r\n\r\n", 400),
                host("h\r\nHost: h"),
                host("h\r\nhost: other"),
                host(""),
                host("a b"),
                host("a,b"),
                host("u@h"),
                host("h/path"),
                host("h:port"),
                host("h:123456"),
                host("[::1"),
                host("[]:80"),
                host("\th"),
                row("two Hosts in 1.0", "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", 400));
    }

    private static Row host(String value) {
        return row("Host: " + value.replace("\r\n", "|"), "GET / HTTP/1.1\r\nHost: " + value + "\r\n\r\n", 400);
    }

    private static Row field(String name, String line) {
        return row(name, "GET / HTTP/1.1\r\nHost: h\r\n" + line + "\r\n\r\n", 400);
    }

    private static Stream<Row> fields() {
        return Stream.of(
                field("folded line", "A: b\r\n c"),
                field("line folded with a tab", "A: b\r\n\tc"),
                row("first line folded", "GET / HTTP/1.1\r\n Host: h\r\n\r\n", 400),
                field("blank before the colon", "A : b"),
                field("tab before the colon", "A\t: b"),
                field("no colon", "A b"),
                field("no name", ": b"),
                field("blank in the name", "A b: c"),
                field("delimiter in the name", "A(b): c"),
                field("above ASCII in the name", "\u00c4: c"),
                field("NUL in the name", "A\0b: c"),
                field("NUL in the value", "A: b\0c"),
                field("control in the value", "A: b\u0001c"),
                field("DEL in the value", "A: b\u007fc"),
                field("bare CR in the value", "A: b\rc"),
                field("bare CR and a second header", "A: b\rX: c"),
                row("bare LF after a header", "GET / HTTP/1.1\r\nHost: h\nA: b\r\n\r\n", 400),
                row("bare LF as the end", "GET / HTTP/1.1\r\nHost: h\r\n\n", 400),
                row("expectation", "POST / HTTP/1.1\r\nHost: h\r\nExpect: more\r\nContent-Length: 1\r\n\r\n", 417),
                row("many headers", "GET / HTTP/1.1\r\nHost: h\r\n" + "a: b\r\n".repeat(101) + "\r\n", 431),
                row("long header", "GET / HTTP/1.1\r\nHost: h\r\na: " + "b".repeat(33_000) + "\r\n\r\n", 431),
                row("long header without an end", "GET / HTTP/1.1\r\nHost: h\r\na: " + "b".repeat(40_000), 431));
    }

    private static Row length(String value) {
        return row("length " + value, POST + "Content-Length: " + value + "\r\n\r\nabcde", 400);
    }

    private static Stream<Row> lengths() {
        return Stream.of(
                length("+5"),
                length("-5"),
                length(""),
                length("5, 5"),
                length("5,6"),
                length("5 5"),
                length("0x5"),
                length("5a"),
                length("5.0"),
                length("\u0665"),
                length("9223372036854775808"),
                length("99999999999999999999999"),
                length("5\r\nContent-Length: 5"),
                length("5\r\nContent-Length: 6"),
                length("5\r\ncontent-length: 6"),
                length("5\r\nTransfer-Encoding: chunked"),
                row("length with a tab", POST + "Content-Length:\t5\r\n\r\nabcde", 400),
                row("body too large", POST + "Content-Length: 1000001\r\n\r\n", 413),
                row(
                        "length and coding",
                        POST + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
                        400));
    }

    private static Row coding(String value, int status) {
        return row("coding " + value, POST + "Transfer-Encoding: " + value + "\r\n\r\n0\r\n\r\n", status);
    }

    private static Stream<Row> codings() {
        return Stream.of(
                coding("gzip", 501),
                coding("xchunked", 501),
                coding("gzip, chunked", 501),
                coding("gzip\r\nTransfer-Encoding: chunked", 501),
                coding("chunked, gzip", 400),
                coding("chunked, chunked", 400),
                coding("chunked\r\nTransfer-Encoding: chunked", 400),
                coding("chunked\r\nTransfer-Encoding: identity", 400),
                coding("identity", 400),
                coding("identity, chunked", 400),
                coding("\tchunked", 400),
                coding("chunked\t", 400),
                coding("\u000bchunked", 400),
                coding("chunked,", 400),
                coding(", chunked", 400),
                coding("", 400),
                coding("\"chunked\"", 400),
                coding("chunked;q=1", 400),
                coding("chunked foo", 400),
                row("coding and a blank before the colon", POST + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", 400),
                row("coding in 1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400));
    }

    private static Row chunk(String name, String body) {
        return row("chunk: " + name, CHUNKED + body, 400);
    }

    private static Stream<Row> chunks() {
        return Stream.of(
                chunk("no size", "\r\nabc\r\n0\r\n\r\n"),
                chunk("negative", "-3\r\nabc\r\n0\r\n\r\n"),
                chunk("plus", "+3\r\nabc\r\n0\r\n\r\n"),
                chunk("0x", "0x3\r\nabc\r\n0\r\n\r\n"),
                chunk("no digit", "g\r\nabc\r\n0\r\n\r\n"),
                chunk("overlong", "000000003\r\nabc\r\n0\r\n\r\n"),
                chunk("huge", "fffffffffffffffff\r\nabc"),
                chunk("blank after the size", "3 \r\nabc\r\n0\r\n\r\n"),
                chunk("blank before the size", " 3\r\nabc\r\n0\r\n\r\n"),
                chunk("garbage after the size", "3z\r\nabc\r\n0\r\n\r\n"),
                chunk("bare LF after the size", "3\nabc\r\n0\r\n\r\n"),
                chunk("bare CR in the extension", "3;a\rb\r\nabc\r\n0\r\n\r\n"),
                chunk("bare LF in the extension", "3;a\nb\r\nabc\r\n0\r\n\r\n"),
                chunk("NUL in the extension", "3;a\0\r\nabc\r\n0\r\n\r\n"),
                chunk("long extension", "3;" + "a".repeat(300) + "\r\nabc\r\n0\r\n\r\n"),
                chunk("no CR LF after the data", "3\r\nabcd\r\n0\r\n\r\n"),
                chunk("bare LF after the data", "3\r\nabc\n0\r\n\r\n"),
                chunk("bare CR after the data", "3\r\nabc\r0\r\n\r\n"),
                chunk("two ends after the data", "3\r\nabc\r\n\r\n0\r\n\r\n"),
                chunk("bare LF after the last size", "0\n\r\n"),
                chunk("bare LF as the end", "0\r\n\n"),
                row("chunks too large", CHUNKED + "f4241\r\n", 413));
    }

    private static Row trailer(String name, String lines) {
        return row("trailer: " + name, CHUNKED + "3\r\nabc\r\n0\r\n" + lines, 400);
    }

    private static Stream<Row> trailers() {
        return Stream.of(
                trailer("blank before the colon", "A : b\r\n\r\n"),
                trailer("folded", "A: b\r\n c\r\n\r\n"),
                trailer("first line folded", " A: b\r\n\r\n"),
                trailer("bare LF", "A: b\n\r\n"),
                trailer("bare LF as the end", "A: b\r\n\n"),
                trailer("no colon", "A b\r\n\r\n"),
                trailer("no name", ": b\r\n\r\n"),
                trailer("NUL in the value", "A: b\0\r\n\r\n"),
                trailer("bare CR in the value", "A: b\rc\r\n\r\n"),
                trailer("request instead", "GET /smuggled HTTP/1.1\r\n\r\n"),
                trailer("length with a tab", "Content-Length:\t5\r\n\r\n"),
                row("trailers too many", CHUNKED + "0\r\n" + "a: b\r\n".repeat(101) + "\r\n", 431),
                row("trailer too long", CHUNKED + "0\r\na: " + "b".repeat(33_000) + "\r\n\r\n", 431),
                row("trailer without an end", CHUNKED + "0\r\na: " + "b".repeat(40_000), 431));
    }

    private static Row tunnel(String target, int status) {
        return row("tunnel to " + target, "CONNECT " + target + " HTTP/1.1\r\nHost: h:80\r\n\r\n", status);
    }

    private static Row tunnelWith(String lines, int status) {
        String start = "CONNECT h:80 HTTP/1.1\r\nHost: h:80\r\n";
        return row("tunnel with " + lines.replace("\r\n", "|"), start + lines + "\r\n\r\n", status);
    }

    /** The server of this table lets CONNECT through. */
    private static Stream<Row> tunnels() {
        return Stream.of(
                tunnel("h", 400),
                tunnel("h:", 400),
                tunnel(":80", 400),
                tunnel("h:port", 400),
                tunnel("h:123456", 400),
                tunnel("u@h:80", 400),
                tunnel("/", 400),
                tunnel("/h:80", 400),
                tunnel("*", 400),
                tunnel("http://h:80", 400),
                tunnel("http://h:80/", 400),
                tunnel("h:80/", 400),
                tunnel("h:80?a", 400),
                tunnel("h:80,g:80", 400),
                tunnel("[::1]", 400),
                tunnel("[::1:80", 400),
                tunnelWith("Content-Length: 3", 400),
                tunnelWith("Transfer-Encoding: chunked", 400),
                tunnelWith("Content-Length: 3\r\nTransfer-Encoding: chunked", 400),
                tunnelWith("Host: g", 400),
                row("tunnel without a Host", "CONNECT h:80 HTTP/1.1\r\n\r\n", 400),
                row("host and port for GET", "GET h:80 HTTP/1.1\r\nHost: h\r\n\r\n", 400),
                row(
                        "upgrade with a bad length",
                        "GET / HTTP/1.1\r\nHost: h\r\nConnection: upgrade\r\nUpgrade: h2c\r\nContent-Length: +1\r\n\r\n",
                        400));
    }
}
