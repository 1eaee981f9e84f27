package dev.weir.http;

import dev.weir.http.HttpClientException.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a client and the line of requests that wait for one. A connection is counted from before it is made
 * until it has closed, so that there are never more than may be; requests wait only while all that may be are in use.
 *
 * <p>State changes under the lock; what follows from them is done after it is let go.
 */
final class Pool {
    private final Dialer dialer;
    private final int most;
    private final int mostWaiting;
    private final Deque<ClientConnection> idle = new ArrayDeque<>(); // the one used last is first
    private final Set<ClientConnection> made = new HashSet<>();
    private final Deque<Send> line = new ArrayDeque<>();
    private int open;
    private boolean closed;

    Pool(Dialer dialer, int most, int mostWaiting) {
        this.dialer = dialer;
        this.most = most;
        this.mostWaiting = mostWaiting;
    }

    synchronized int open() {
        return open;
    }

    synchronized int idle() {
        return idle.size();
    }

    synchronized int waiting() {
        return line.size();
    }

    /** Sends it on a connection that is idle, or new, or has it wait, or fails it. */
    void submit(Send send) {
        Runnable next;
        synchronized (this) {
            ClientConnection ready = closed ? null : takeIdle(send);
            if (closed) {
                next = () -> send.fail(Kind.BROKEN, "a client must be open to send but was closed", null);
            } else if (ready != null) {
                next = () -> ready.run(send);
            } else if (open < most) {
                open++;
                next = () -> dialer.dial(this, send);
            } else if (line.size() < mostWaiting) {
                line.add(send);
                next = () -> {};
            } else {
                next = () -> send.fail(Kind.BUSY, busy(), null);
            }
        }
        next.run();
    }

    private String busy() {
        return "a request must find a connection or a place in line but all " + most + " connections are in use and "
                + mostWaiting + " requests wait; come back later, or raise connections or waiting";
    }

    private @Nullable ClientConnection takeIdle(Send send) {
        if (send.caller != null) {
            for (Iterator<ClientConnection> all = idle.iterator(); all.hasNext(); ) {
                ClientConnection one = all.next();
                if (one.loop.equals(send.caller)) {
                    all.remove();
                    return one;
                }
            }
        }
        return idle.poll();
    }

    /** A connection was made for this request; it was counted before. */
    void made(ClientConnection connection, Send send) {
        boolean late;
        synchronized (this) {
            late = closed;
            made.add(connection);
        }
        if (late) {
            send.fail(Kind.BROKEN, "the client was closed", null);
            connection.shut("the client was closed");
        } else {
            connection.run(send);
        }
    }

    /** The connection may be used again: by the first in line, if somebody waits. */
    void release(ClientConnection connection) {
        Send next = null;
        boolean late;
        synchronized (this) {
            late = closed;
            if (!late) {
                next = line.poll();
                if (next == null) {
                    idle.addFirst(connection);
                }
            }
        }
        if (late) {
            connection.shut("the client was closed");
        } else if (next != null) {
            connection.run(next);
        }
    }

    /** A connection has closed, or could not be made: there is room for another one. */
    void gone(@Nullable ClientConnection connection) {
        Send next;
        synchronized (this) {
            if (connection != null) {
                if (!made.remove(connection)) {
                    return;
                }
                idle.remove(connection);
            }
            open--;
            next = closed ? null : line.poll();
            if (next != null) {
                open++;
            }
        }
        if (next != null) {
            dialer.dial(this, next);
        }
    }

    /** Its connection was closed before it could be used: it gets the next one. */
    void again(Send send) {
        synchronized (this) {
            if (!closed && open >= most) {
                line.addFirst(send);
                return;
            }
        }
        submit(send);
    }

    /** Nobody waits for it any more. */
    void withdraw(Send send) {
        synchronized (this) {
            if (line.remove(send)) {
                return;
            }
        }
        send.stop();
    }

    void close() {
        List<Send> waited;
        List<ClientConnection> all;
        synchronized (this) {
            closed = true;
            waited = new ArrayList<>(line);
            all = new ArrayList<>(made);
            line.clear();
            idle.clear();
        }
        waited.forEach(send -> send.fail(Kind.BROKEN, "the client was closed", null));
        all.forEach(connection -> connection.onLoop(() -> connection.shut("the client was closed")));
    }
}
