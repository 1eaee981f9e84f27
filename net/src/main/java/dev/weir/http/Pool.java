package dev.weir.http;

import dev.weir.http.HttpClientException.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a client and the line of requests that wait for one. A connection is counted from before it is made
 * until it has closed, so that there are never more than may be. Each has so many places for requests: one if it speaks
 * HTTP/1.1, as many as its peer allows if it speaks HTTP/2. Requests wait only while all places of all connections that may
 * be are in use, or while the connection is made that will have places for them.
 *
 * <p>State changes under the lock; what follows from them is done after it is let go.
 */
final class Pool {
    private final Dialer dialer;
    private final int most;
    private final int mostWaiting;
    private final Deque<Places> ready = new ArrayDeque<>(); // those with a free place; the one used last is first
    private final Map<ClientEnd, Places> made = new HashMap<>();
    private final Deque<Send> line = new ArrayDeque<>();
    private int open;
    private int dialing;
    private boolean many; // as far as is known, a connection has more than one place
    private boolean closed;

    /** The places of one connection. */
    private static final class Places {
        private final ClientEnd end;
        private int most;
        private int used;
        private boolean retired; // takes no more requests

        Places(ClientEnd end, int most) {
            this.end = end;
            this.most = most;
        }

        /** A connection with many places does not become something else than HTTP. */
        boolean suit(Send send) {
            return most == 1 || !send.connecting;
        }

        boolean free() {
            return !retired && used < most;
        }
    }

    /** What is to be done without the lock. */
    private record Start(@Nullable ClientEnd on, Send send) {}

    Pool(Dialer dialer, int most, int mostWaiting) {
        this.dialer = dialer;
        this.most = most;
        this.mostWaiting = mostWaiting;
        this.many = dialer.mayHaveManyPlaces();
    }

    synchronized int open() {
        return open;
    }

    synchronized int idle() {
        return (int) made.values().stream()
                .filter(places -> places.used == 0 && !places.retired)
                .count();
    }

    synchronized int waiting() {
        return line.size();
    }

    /** Sends it on a connection that has a place, or a new one, or has it wait, or fails it. */
    void submit(Send send) {
        Runnable next;
        synchronized (this) {
            Places places = closed ? null : take(send);
            if (closed) {
                next = () -> send.fail(Kind.BROKEN, "a client must be open to send but was closed", null);
            } else if (places != null) {
                next = () -> places.end.run(send);
            } else if (open < most && (send.connecting || dialing == 0 || !many || line.size() >= mostWaiting)) {
                next = dial(send);
            } else if (line.size() < mostWaiting) {
                line.add(send);
                next = () -> {};
            } else {
                next = () -> send.fail(Kind.BUSY, busy(), null);
            }
        }
        next.run();
    }

    private Runnable dial(Send send) {
        open++;
        dialing++;
        return () -> dialer.dial(this, send);
    }

    private String busy() {
        return "a request must find a connection or a place in line but all " + most + " connections are in use and "
                + mostWaiting + " requests wait; come back later, or raise connections or waiting";
    }

    /** Takes a place, on a connection of the loop that the request was sent from if there is one. */
    private @Nullable Places take(Send send) {
        Places found = null;
        for (Places one : ready) {
            if (one.suit(send)) {
                boolean near = send.caller == null || one.end.connection().loop.equals(send.caller);
                found = near || found == null ? one : found;
                if (near) {
                    break;
                }
            }
        }
        if (found != null) {
            found.used++;
            update(found);
        }
        return found;
    }

    /** Has it among those that are ready if it has a free place. */
    private void update(Places places) {
        if (!places.free()) {
            ready.remove(places);
        } else if (!ready.contains(places)) {
            ready.addFirst(places);
        }
    }

    /** Gives its free places to those in line. */
    private List<Start> fill(Places places) {
        List<Start> starts = new ArrayList<>();
        for (Iterator<Send> all = line.iterator(); all.hasNext() && places.free() && !closed; ) {
            Send next = all.next();
            if (places.suit(next)) {
                all.remove();
                places.used++;
                starts.add(new Start(places.end, next));
            }
        }
        update(places);
        return starts;
    }

    private void run(List<Start> starts) {
        for (Start start : starts) {
            if (start.on() == null) {
                dialer.dial(this, start.send());
            } else {
                start.on().run(start.send());
            }
        }
    }

    /** A connection was made for this request; it was counted before. */
    void made(ClientEnd end, Send send, int mostAtATime) {
        boolean late;
        List<Start> starts = List.of();
        synchronized (this) {
            late = closed;
            dialing--;
            if (!send.connecting) {
                many = mostAtATime > 1;
            }
            Places places = new Places(end, mostAtATime);
            made.put(end, places);
            if (!late) {
                places.used = 1;
                starts = fill(places);
                if (!many) {
                    dialForLine(starts);
                }
            }
        }
        if (late) {
            send.fail(Kind.BROKEN, "the client was closed", null);
            end.shut("the client was closed");
        } else {
            end.run(send);
            run(starts);
        }
    }

    /** They waited for a connection with many places, and it has none for them. */
    private void dialForLine(List<Start> starts) {
        while (!line.isEmpty() && open < most) {
            open++;
            dialing++;
            starts.add(new Start(null, line.remove()));
        }
    }

    /** A place is free again: for the first in line, if somebody waits. */
    void release(ClientEnd end) {
        List<Start> starts = List.of();
        boolean late;
        synchronized (this) {
            late = closed;
            Places places = made.get(end);
            if (places != null) {
                places.used--;
                starts = fill(places);
            }
        }
        if (late) {
            end.shut("the client was closed");
        }
        run(starts);
    }

    /** The peer takes so many requests at a time from now on. */
    void allowed(ClientEnd end, int mostAtATime) {
        List<Start> starts = List.of();
        synchronized (this) {
            Places places = made.get(end);
            if (places != null) {
                places.most = mostAtATime;
                starts = fill(places);
            }
        }
        run(starts);
    }

    /** It takes no more requests, but goes on with those it has. */
    void retire(ClientEnd end) {
        synchronized (this) {
            Places places = made.get(end);
            if (places != null) {
                places.retired = true;
                update(places);
            }
        }
    }

    /** A connection has closed, or could not be made: there is room for another one. */
    void gone(@Nullable ClientEnd end) {
        Runnable next = () -> {};
        synchronized (this) {
            if (end == null) {
                dialing--;
            } else {
                Places places = made.remove(end);
                if (places == null) {
                    return;
                }
                ready.remove(places);
            }
            open--;
            if (!closed && !line.isEmpty()) {
                next = dial(line.remove());
            }
        }
        next.run();
    }

    /** Its connection was closed before it could be used, or did not take it: it gets the next one. */
    void again(Send send) {
        synchronized (this) {
            if (!closed && open >= most && ready.isEmpty()) {
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
        List<ClientEnd> all;
        synchronized (this) {
            closed = true;
            waited = new ArrayList<>(line);
            all = new ArrayList<>(made.keySet());
            line.clear();
            ready.clear();
        }
        waited.forEach(send -> send.fail(Kind.BROKEN, "the client was closed", null));
        all.forEach(end -> end.connection().onLoop(() -> end.shut("the client was closed")));
    }
}
