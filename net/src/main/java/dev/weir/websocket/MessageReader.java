package dev.weir.websocket;

import static dev.weir.websocket.FrameHead.wrong;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages and control frames out of chunks that are cut anywhere. It is asked for one thing at a time and takes no
 * more of a chunk than belongs to that, so that who asks can hold back in the middle of a chunk. What it holds is the
 * message that has begun, the rest of one chunk, and one control frame.
 */
final class MessageReader {
    private static final byte[] NOTHING = {};

    private final FrameHead head;
    private final Assembly message;
    private final @Nullable Inflating inflating;
    private final byte[] unmasked = new byte[4 * 1024];
    private final byte[] control = new byte[Opcodes.CONTROL_BYTES];
    private final long mostCompressed;

    private byte[] chunk = NOTHING;
    private int at;
    private boolean inFrame;
    private long left;
    private long read; // of the frame
    private byte @Nullable [] mask;
    private boolean inMessage;
    private boolean compressed;
    private long compressedBytes;

    /** Of a server, which gets masked frames, or a client. */
    MessageReader(boolean server, int mostBytes, @Nullable Inflating inflating) {
        this.head = new FrameHead(server);
        this.message = new Assembly(mostBytes);
        this.inflating = inflating;
        this.mostCompressed = mostBytes + mostBytes / 1000L + 1024;
    }

    /** More bytes; only after {@link #next} has wanted them. */
    void append(byte[] more) {
        chunk = more;
        at = 0;
    }

    /** What comes next; null if that takes more bytes. */
    @Nullable
    Heard next() throws WebSocketException {
        while (inFrame || readHead()) {
            while (left > 0 && at < chunk.length) {
                take((int) Math.min(left, chunk.length - at));
            }
            if (left > 0) {
                break;
            }
            Heard heard = endOfFrame();
            if (heard != null) {
                return heard;
            }
        }
        chunk = NOTHING;
        at = 0;
        return null;
    }

    private boolean readHead() throws WebSocketException {
        while (at < chunk.length) {
            if (head.add(chunk[at++])) {
                beginFrame();
                return true;
            }
        }
        return false;
    }

    private void beginFrame() throws WebSocketException {
        inFrame = true;
        left = head.length();
        read = 0;
        mask = head.mask();
        if (Opcodes.control(head.opcode())) {
            return;
        }
        boolean goesOn = head.opcode() == Opcodes.CONTINUATION;
        if (goesOn != inMessage) {
            throw wrong(
                    goesOn
                            ? "a continuation must follow the first frame of its message but followed none"
                            : "a message must be sent to its end before the next one but was not");
        }
        if (head.compressed() && (goesOn || inflating == null)) {
            throw wrong("the bit RSV1 must be set only on the first frame of a compressed message, and only if"
                    + " permessage-deflate was agreed on, but was set otherwise");
        }
        if (!goesOn) {
            inMessage = true;
            compressed = head.compressed();
            compressedBytes = 0;
            message.begin(head.opcode() == Opcodes.TEXT);
        }
        expect();
    }

    private void expect() throws WebSocketException {
        if (!compressed) {
            message.expect(left);
        } else if (left > mostCompressed || (compressedBytes += left) > mostCompressed) {
            message.expect(Long.MAX_VALUE);
        }
    }

    private void take(int count) throws WebSocketException {
        int some = count;
        int maskAt = (int) (read & 3);
        if (Opcodes.control(head.opcode())) {
            Masks.copy(chunk, at, control, (int) read, some, mask, maskAt);
        } else if (compressed && inflating != null) {
            some = Math.min(count, unmasked.length);
            Masks.copy(chunk, at, unmasked, 0, some, mask, maskAt);
            inflating.add(unmasked, some, this::add);
        } else {
            message.add(chunk, at, some, mask, maskAt);
        }
        at += some;
        read += some;
        left -= some;
    }

    private void add(byte[] bytes, int count) throws WebSocketException {
        message.add(bytes, 0, count, null, 0);
    }

    private @Nullable Heard endOfFrame() throws WebSocketException {
        inFrame = false;
        int opcode = head.opcode();
        boolean last = head.last();
        head.reset();
        if (Opcodes.control(opcode)) {
            return controlFrame(opcode);
        }
        if (!last) {
            return null;
        }
        inMessage = false;
        if (compressed && inflating != null) {
            inflating.end(this::add);
        }
        return new Heard.Said(message.end());
    }

    private Heard controlFrame(int opcode) throws WebSocketException {
        byte[] bytes = Arrays.copyOf(control, (int) read);
        return switch (opcode) {
            case Opcodes.PING -> new Heard.Ping(bytes);
            case Opcodes.PONG -> new Heard.Pong(bytes);
            default -> new Heard.Closed(close(bytes));
        };
    }

    private static Close close(byte[] bytes) throws WebSocketException {
        if (bytes.length == 0) {
            return new Close(Close.NO_CODE, "");
        }
        if (bytes.length == 1) {
            throw wrong("a close must have a code of two bytes, or none, but had one");
        }
        int code = ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
        if (!Close.sendable(code)) {
            throw wrong("a close must have a code that may be sent but had " + code);
        }
        Utf8 utf8 = new Utf8();
        if (!utf8.feed(bytes, 2, bytes.length) || !utf8.complete()) {
            throw new WebSocketException(Close.INVALID_DATA, "the reason of a close must be UTF-8 but was not");
        }
        return new Close(code, new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_8));
    }
}
