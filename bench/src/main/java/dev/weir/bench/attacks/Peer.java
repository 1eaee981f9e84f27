package dev.weir.bench.attacks;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection of an attacker. What comes on it is read on a thread of its own, or is not read at all: then a reset is
 * noticed when something is sent. Sending is for one thread; closing and asking are for any.
 */
final class Peer implements AutoCloseable {
    private static final String[] CODES = {
        "NO_ERROR", "PROTOCOL_ERROR", "INTERNAL_ERROR", "FLOW_CONTROL_ERROR", "SETTINGS_TIMEOUT", "STREAM_CLOSED",
        "FRAME_SIZE_ERROR", "REFUSED_STREAM", "CANCEL", "COMPRESSION_ERROR", "CONNECT_ERROR", "ENHANCE_YOUR_CALM",
        "INADEQUATE_SECURITY", "HTTP_1_1_REQUIRED"
    };
    private static final int CONNECT_MILLIS = 2_000;
    private static final int LEAST_BUFFER = 2_304;
    private static final int LINGER_SECONDS = 2;
    private static final int TAKE_MILLIS = 20;

    private final Socket socket = new Socket();
    private final boolean reads;
    private final long began = System.nanoTime();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CountDownLatch heard = new CountDownLatch(1);
    private @Nullable Cut cut; // guarded by this, as all below
    private @Nullable String told;
    private @Nullable Cut lastReset;
    private boolean closedHere;

    private Peer(boolean reads) {
        this.reads = reads;
    }

    /** How it treats what comes. */
    enum Reads {
        FRAMES,
        TEXT,
        NOTHING
    }

    /** Connects. */
    static Peer open(int port, Reads reads) throws IOException {
        Peer peer = new Peer(reads != Reads.NOTHING);
        try {
            if (!peer.reads) {
                peer.socket.setReceiveBufferSize(LEAST_BUFFER);
            }
            peer.socket.setTcpNoDelay(true);
            peer.socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
        } catch (IOException e) {
            peer.socket.close();
            throw e;
        }
        if (peer.reads) {
            Thread.ofVirtual().start(() -> peer.read(reads));
        }
        return peer;
    }

    private void read(Reads reads) {
        try {
            InputStream in = socket.getInputStream();
            if (reads == Reads.FRAMES) {
                readFrames(new DataInputStream(new BufferedInputStream(in, 1_024)));
            } else {
                readText(in);
            }
        } catch (EOFException e) {
            over("closed");
        } catch (IOException e) {
            over("reset");
        }
    }

    private void readFrames(DataInputStream in) throws IOException {
        while (true) {
            int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
            byte type = in.readByte();
            in.readByte();
            in.readInt();
            if (type == Frames.GOAWAY) {
                in.readInt();
                tell("GOAWAY " + code(in.readInt()));
                in.skipNBytes(length - 8L);
            } else if (type == Frames.RST_STREAM) {
                reset("RST_STREAM " + code(in.readInt()));
            } else {
                in.skipNBytes(length);
            }
            if (type != Frames.SETTINGS) {
                heard.countDown();
            }
        }
    }

    private static String code(int code) {
        return code >= 0 && code < CODES.length ? CODES[code] : "error " + code;
    }

    /** The status of the last answer that came in a piece of its own. */
    private void readText(InputStream in) throws IOException {
        byte[] bytes = new byte[1_024];
        for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
            String text = new String(bytes, 0, Math.min(count, 12), StandardCharsets.US_ASCII);
            if (text.startsWith("HTTP/1.1 ") && !text.endsWith(" 200")) {
                tell(text.substring("HTTP/1.1 ".length()));
            }
            heard.countDown();
        }
        over("closed");
    }

    private synchronized void tell(String what) {
        if (told == null) {
            told = what;
        }
    }

    private synchronized void reset(String with) {
        lastReset = new Cut(with, millis());
    }

    private double millis() {
        return (System.nanoTime() - began) / 1e6;
    }

    private synchronized void over(String how) {
        if (!closedHere && cut == null) {
            cut = new Cut(told == null ? how : told, millis());
        }
        ended.countDown();
    }

    /** Sends; false if that is not possible any more. May block as long as the other end does not read. */
    boolean send(byte[] bytes) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            return true;
        } catch (IOException e) {
            if (reads) {
                awaitEnd(); // what the other end has said may still be on its way
            }
            over("reset");
            return false;
        }
    }

    private void awaitEnd() {
        try {
            var _ = ended.await(socket.isClosed() ? 0 : LINGER_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until something of an answer has come, or the connection has ended. */
    boolean awaitAnswer(long millis) throws InterruptedException {
        return heard.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Whether it has ended, from whichever end. */
    boolean over() {
        return ended.getCount() == 0 || socket.isClosed();
    }

    /** How it was cut off; if only its streams were reset, when the last one was. */
    synchronized Optional<Cut> cut() {
        return Optional.ofNullable(cut == null ? lastReset : cut);
    }

    /** Reads so many bytes, if they are there in time: for one that does not read by itself. */
    void take(int bytes) {
        try {
            socket.setSoTimeout(TAKE_MILLIS);
            if (socket.getInputStream().readNBytes(bytes).length < bytes) {
                over("closed");
            }
        } catch (SocketTimeoutException _) { // there is nothing now
        } catch (IOException e) {
            over("reset");
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closedHere = true;
        }
        try {
            socket.close();
        } catch (IOException _) { // it is gone
        }
        ended.countDown();
    }
}
