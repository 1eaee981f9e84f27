package dev.weir.http;

import dev.weir.http.internal.h2.FrameCutter;
import dev.weir.net.mux.Grant;
import java.util.Comparator;
import java.util.List;

/**
 * Writes what may be written of a connection of HTTP/2: streams whose turn it is, while the socket takes them, and what the
 * peer is to know of windows; then flushes. Much that happens at a time is written at a time. For the event loop.
 */
final class Http2Output {
    private final Http2Connection connection;
    private boolean scheduled;
    private boolean busy; // whatever is to be written will be before this is over
    private boolean again; // and it was asked for meanwhile

    Http2Output(Http2Connection connection) {
        this.connection = connection;
    }

    /** Has everything written that may be, when what is under way now is done. */
    void soon() {
        if (busy) {
            again = true;
        } else if (!scheduled && !connection.closed) {
            scheduled = true;
            connection.onLoop(() -> {
                scheduled = false;
                settle();
            });
        }
    }

    /** Does this, and then writes what has come of it. */
    void after(Runnable what) {
        busy = true;
        try {
            what.run();
        } finally {
            busy = false;
        }
        settle();
    }

    private void settle() {
        busy = true;
        try {
            do {
                again = false;
                writeAll();
            } while (again && !connection.closed);
        } finally {
            busy = false;
        }
    }

    private void writeAll() {
        long more = connection.windows.receiving.update();
        if (more > 0) {
            connection.frames.windowUpdate(0, more);
        }
        turns();
        if (connection.frames.written()) {
            connection.flush(); // what the socket has taken may make more possible
            again = true;
        }
        eased();
    }

    private void turns() {
        while (!connection.closed && connection.channel.isWritable()) {
            Grant<Http2Stream> grant = connection.windows.next(FrameCutter.MOST);
            if (grant == null) {
                return;
            }
            grant.owner().grant(grant.bytes(), grant.last());
        }
    }

    /** Lets flows go on that waited for others, the most urgent first. */
    private void eased() {
        if (connection.windows.budget.eased()) {
            List<Http2Stream> waiting = connection.all();
            waiting.sort(Comparator.comparingInt(stream -> stream.send.urgency()));
            for (Http2Stream stream : waiting) {
                if (stream.outbound != null) {
                    stream.outbound.look();
                }
            }
        }
    }
}
