package dev.weir.http.internal;

import dev.weir.http.Headers;
import dev.weir.http.HttpLimits;
import dev.weir.http.HttpMessageException;
import io.netty.buffer.ByteBuf;

/**
 * A body in chunks. Pieces of several chunks are put together as far as there is room, so that a peer who sends chunks of
 * one byte does not make one buffer for each of them. Extensions are skipped. Trailers obey the limits of a head.
 *
 * <p>A size is one to eight hexadecimal digits with nothing around them, each line ends with CR LF, and nothing stands
 * between a chunk's last byte and its CR LF. The lines around chunks may not be much more than the data: a peer cannot
 * keep the decoder busy with extensions.
 */
final class ChunkedDecoder implements BodyDecoder {
    private static final int SIZE_DIGITS = 8;
    private static final int LINE_BYTES = 256;
    private static final int EXTENSION_BYTES = 16 * 1024;

    private enum At {
        SIZE,
        DATA,
        DATA_END,
        TRAILERS,
        OVER
    }

    private final LineReader lines = new LineReader();
    private final FieldReader fields;
    private final long most;
    private Headers trailers = Headers.none();
    private long seen;
    private long left;
    private long extensions;
    private At at = At.SIZE;

    ChunkedDecoder(HttpLimits limits) {
        this.most = limits.bodyBytes();
        this.fields = new FieldReader(lines, limits.headerBytes(), limits.headerCount());
    }

    @Override
    public int decode(ByteBuf in, byte[] to) throws HttpMessageException {
        int taken = 0;
        while (true) {
            switch (at) {
                case SIZE -> {
                    String line = lines.next(in, LINE_BYTES, 400, "the line before a chunk");
                    if (line == null) {
                        return taken;
                    }
                    left = size(line);
                    at = left == 0 ? At.TRAILERS : At.DATA;
                }
                case DATA -> {
                    int piece = (int) Math.min(Math.min(left, to.length - taken), in.readableBytes());
                    if (piece == 0) {
                        return taken;
                    }
                    in.readBytes(to, taken, piece);
                    taken += piece;
                    left -= piece;
                    at = left == 0 ? At.DATA_END : At.DATA;
                }
                case DATA_END -> {
                    if (!dataEnd(in)) {
                        return taken;
                    }
                    at = At.SIZE;
                }
                case TRAILERS -> {
                    Headers came = fields.next(in);
                    if (came == null) {
                        return taken;
                    }
                    trailers = TrailerFields.received(came);
                    at = At.OVER;
                }
                case OVER -> {
                    return taken;
                }
            }
        }
    }

    private static boolean dataEnd(ByteBuf in) throws HttpMessageException {
        boolean noCr = in.isReadable() && in.getByte(in.readerIndex()) != '\r';
        boolean noLf = in.readableBytes() > 1 && in.getByte(in.readerIndex() + 1) != '\n';
        if (noCr || noLf) {
            throw new HttpMessageException(400, "a chunk must be followed by CR LF but was followed by something else");
        }
        if (in.readableBytes() < 2) {
            return false;
        }
        in.skipBytes(2);
        return true;
    }

    private long size(String line) throws HttpMessageException {
        int semicolon = line.indexOf(';');
        String digits = semicolon < 0 ? line : line.substring(0, semicolon);
        if (digits.isEmpty()
                || digits.length() > SIZE_DIGITS
                || !digits.chars().allMatch(ChunkedDecoder::hexadecimal)) {
            throw new HttpMessageException(
                    400, "a chunk's size must be 1 to 8 hexadecimal digits but was '" + Chars.shown(digits) + "'");
        }
        extension(line, digits.length());
        long size = Long.parseLong(digits, 16);
        seen += size;
        if (seen > most) {
            throw BodyDecoder.tooLarge(most);
        }
        return size;
    }

    private static boolean hexadecimal(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    private void extension(String line, int from) throws HttpMessageException {
        if (line.length() > from && !Chars.fieldValue(line.substring(from))) {
            throw new HttpMessageException(
                    400, "a chunk's extension must be text but had a control character or a blank end");
        }
        extensions += line.length() - from;
        if (extensions > EXTENSION_BYTES + seen) {
            throw new HttpMessageException(
                    400, "the extensions of chunks must not be larger than their data but are; leave them out");
        }
    }

    @Override
    public boolean over() {
        return at == At.OVER;
    }

    @Override
    public Headers trailers() {
        return trailers;
    }

    @Override
    public void inputEnded() throws HttpMessageException {
        if (at != At.OVER) {
            throw BodyDecoder.cutOff();
        }
    }
}
