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
 * HTTP/1.1, as many as its peer allows if it speaks HTTP/2; it has one until its peer has said how many, since those beyond
 * would be refused. Requests wait only while all places of all connections that may be are in use, or while a connection is
 * made, or its peer's word awaited, that will have places for them.
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
    private int unsettled; // made, but the peer has not said yet how many places there are
    private boolean many; // as far as is known, a connection has more than one place
    private boolean closed;

    /** The places of one connection. */
    private static final class Places {
        private final ClientEnd end;
        private final boolean shared; // by as many requests as its peer allows, which may be one
        private boolean settled;
        private int most = 1;
        private int used;
        private boolean retired; // takes no more requests

        Places(ClientEnd end, boolean shared) {
            this.end = end;
            this.shared = shared;
            this.settled = !shared;
        }

        /** What HTTP/2 has no words for, or its peer does not take so, goes over HTTP/1.1. */
        boolean suit(Send send) {
            return !shared || !send.onlyHttp1();
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
            } else if (open < most && (send.onlyHttp1() || !placesToCome() || !many || line.size() >= mostWaiting)) {
                next = dial(send);
            } else if (line.size() < mostWaiting) {
                line.add(send);
                next = makeRoom();
            } else {
                next = () -> send.fail(Kind.BUSY, busy(), null);
            }
        }
        next.run();
    }

    /** Whether a connection is under way to have places for those in line. */
    private boolean placesToCome() {
        return dialing + unsettled > 0;
    }

    /** If the first in line can go over HTTP/1.1 only, a connection of HTTP/2 that rests is closed, so that one can be made. */
    private Runnable makeRoom() {
        Send first = line.peek();
        if (first != null && first.onlyHttp1() && open >= most) {
            for (Places places : ready) {
                if (places.shared && places.settled && places.used == 0) {
                    places.retired = true;
                    update(places);
                    ClientEnd end = places.end;
                    return () -> end.connection().onLoop(() -> end.shut("it made room for one of HTTP/1.1"));
                }
            }
        }
        return () -> {};
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

    /** Takes a place, on a connection of the loop that the request is near to if there is one. */
    private @Nullable Places take(Send send) {
        Places found = null;
        for (Places one : ready) {
            if (one.suit(send)) {
                boolean near = send.near == null || one.end.connection().loop.equals(send.near);
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

    /** A connection was made for this request; it was counted before. One that is shared is told later how many may. */
    void made(ClientEnd end, Send send, boolean shared) {
        boolean late;
        List<Start> starts = List.of();
        synchronized (this) {
            late = closed;
            dialing--;
            if (!send.onlyHttp1()) {
                many = shared;
            }
            Places places = new Places(end, shared);
            unsettled += shared ? 1 : 0;
            made.put(end, places);
            if (!late) {
                places.used = 1;
                starts = fill(places);
                if (!many) {
                    dialForLine(starts);
                } else {
                    dialForRest(starts); // it may be one that becomes something else
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
        Runnable next = () -> {};
        boolean late;
        synchronized (this) {
            late = closed;
            Places places = made.get(end);
            if (places != null) {
                places.used--;
                starts = fill(places);
                next = makeRoom();
            }
        }
        if (late) {
            end.shut("the client was closed");
        }
        run(starts);
        next.run();
    }

    /** The peer takes so many requests at a time from now on. */
    void allowed(ClientEnd end, int mostAtATime) {
        List<Start> starts = List.of();
        synchronized (this) {
            Places places = made.get(end);
            if (places != null) {
                settle(places);
                places.most = mostAtATime;
                starts = fill(places);
                dialForRest(starts);
            }
        }
        run(starts);
    }

    private void settle(Places places) {
        unsettled -= places.settled ? 0 : 1;
        places.settled = true;
    }

    /** Those still in line waited for this connection, which has no place for them: the first has another one made. */
    private void dialForRest(List<Start> starts) {
        if (!closed && !line.isEmpty() && open < most && !placesToCome()) {
            open++;
            dialing++;
            starts.add(new Start(null, line.remove()));
        }
    }

    /** It takes no more requests, but goes on with those it has. */
    void retire(ClientEnd end) {
        List<Start> starts = new ArrayList<>();
        synchronized (this) {
            Places places = made.get(end);
            if (places != null) {
                settle(places);
                places.retired = true;
                update(places);
                dialForRest(starts);
            }
        }
        run(starts);
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
                settle(places);
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
        Runnable next;
        synchronized (this) {
            if (!closed && open >= most && ready.stream().noneMatch(places -> places.suit(send))) {
                line.addFirst(send);
                next = makeRoom();
            } else {
                next = () -> submit(send);
            }
        }
        next.run();
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
