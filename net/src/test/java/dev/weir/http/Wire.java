package dev.weir.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A plain socket that speaks to a server byte by byte, for tests. */
final class Wire implements AutoCloseable {
    final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    Wire(int port) throws IOException {
        this(port, 0);
    }

    Wire(int port, int receiveBuffer) throws IOException {
        socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) Wait.LONG.toMillis());
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    Wire send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return this;
    }

    /** Sends, and does not mind if the peer has closed. */
    Wire trySend(String text) {
        try {
            return send(text);
        } catch (IOException e) {
            return this;
        }
    }

    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** A reset instead of an end. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** One byte; -1 at the end. */
    int read() throws IOException {
        return in.read();
    }

    /** All up to a text, with it. */
    String readUntil(String text) throws IOException {
        var all = new StringBuilder();
        while (all.indexOf(text, Math.max(0, all.length() - text.length() - 1)) < 0) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("ended after: " + all);
            }
            all.append((char) b);
        }
        return all.toString();
    }

    String readHead() throws IOException {
        return readUntil("\r\n\r\n");
    }

    String read(int count) throws IOException {
        return new String(in.readNBytes(count), StandardCharsets.ISO_8859_1);
    }

    /** All up to the end of the connection. */
    String readAll() throws IOException {
        var all = new ByteArrayOutputStream();
        in.transferTo(all);
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /** All that comes up to an end of any kind. */
    String readAllOrReset() {
        var all = new StringBuilder();
        try {
            for (int b = in.read(); b >= 0; b = in.read()) {
                all.append((char) b);
            }
        } catch (IOException e) {
            if (e instanceof java.net.SocketTimeoutException) {
                throw new AssertionError("still open after: " + all, e);
            }
        }
        return all.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
