package dev.weir.http;

import dev.weir.Ending;
import dev.weir.Running;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, on a server. It is over when the last byte of the answer was handed to the socket, or when
 * that can no longer happen; whoever waits for that is told then, once.
 *
 * <p>What the gate gave is given back later: when it is over and nothing works for it any more, so that the gate counts
 * work and not connections. The handler and the flow of the body each hold it. It may be given back before
 * that, when others say how long it takes. All on the event loop.
 */
final class ServerExchange {
    final Request request;
    final @Nullable Inbound inbound;
    private final @Nullable Incoming body;

    private final Answerer answerer;
    private final Connection connection;
    private Runnable freed; // nothing, once it was run
    private final HttpServer server;
    private Runnable release = () -> {};
    private boolean untilOver = true;
    private @Nullable PeerPace pace;
    private Runnable giveUp = () -> {};
    private int holders = 1;
    private boolean over;
    private @Nullable Response response;
    private @Nullable Outbound outbound;
    private Consumer<Throwable> breakAnswer = cause -> {};
    private @Nullable Running<?> running;

    /** On a connection of HTTP/1.1. */
    ServerExchange(ServerConnection connection, HttpServer server, Request request, @Nullable Inbound inbound) {
        this.answerer = connection;
        this.connection = connection;
        this.server = server;
        this.request = request;
        this.inbound = inbound;
        this.body = inbound;
        this.freed = () -> {};
    }

    /** On a stream of HTTP/2; {@code freed} is run when all is sent, or nothing works for it any more. */
    ServerExchange(Answerer answerer, HttpServer server, Request request, @Nullable Incoming body, Runnable freed) {
        this.answerer = answerer;
        this.connection = answerer.connection();
        this.server = server;
        this.request = request;
        this.inbound = null;
        this.body = body;
        this.freed = freed;
    }

    /** Asks the gate, and calls the handler if it may. */
    void begin() {
        server.exchangeBegan(connection.channel);
        long since = server.refuser().cost().asked();
        Decision decision;
        try {
            decision = server.gate().decide(request);
        } catch (Throwable t) {
            server.failed(request, t);
            answerer.answer(this, Response.text(500, "the gate failed\n"));
            return;
        }
        decided(decision);
        if (decision instanceof Decision.Refuse) {
            server.refuser().refused(since);
        }
    }

    private void decided(Decision decision) {
        switch (decision) {
            case Decision.Admit admit when over -> giveBack(admit.release());
            case Decision.Admit admit -> {
                release = admit.release();
                untilOver = admit.untilOver();
                holders++;
                if (body != null) {
                    body.onAwaited(() -> waitsForPeer(body::awaited, body::over));
                }
                answerer.admitted();
                giveUp = server.handler()
                        .call(request, (answer, failure) -> connection.hereOrOnLoop(() -> answered(answer, failure)));
            }
            case Decision.Refuse refuse -> {
                giveUp = () -> {};
                if (!over) {
                    answerer.refused(refuse.why());
                    answerer.answer(this, Refusals.answer(request, refuse));
                }
            }
            case Decision.Later later -> {
                giveUp = later::gone;
                later.whenDecided(made -> connection.onLoop(() -> decided(made)));
            }
        }
    }

    private void giveBack(Runnable back) {
        try {
            back.run();
        } catch (Throwable t) {
            server.failed(request, t);
        }
    }

    private void answered(@Nullable Response answer, @Nullable Throwable failure) {
        giveUp = () -> {};
        if (answer != null) {
            try {
                accept(answer);
            } catch (Throwable t) {
                server.failed(request, t);
                answerer.answerFailed(t);
            }
        } else if (!over && response == null) {
            Throwable cause =
                    failure != null ? failure : new NullPointerException("a handler must answer but gave null");
            server.failed(request, cause);
            answerer.answer(this, Response.text(500, "the handler failed\n"));
        }
        letGo();
    }

    private void accept(Response answer) {
        if (over || response != null) {
            answer.discard();
            told(answer.ended(), new Ending.Cancelled("the exchange was over before the handler answered"));
        } else {
            answerer.answer(this, answer);
            if (!over && running == null) {
                connection.atTurnsEnd(this::unsent);
            }
        }
    }

    /** An answer that is held whole, and was not taken at once, is the peer's to take. */
    private void unsent() {
        if (!over && running == null) {
            waitsForPeer(() -> true, () -> false);
        }
    }

    /** Whether an answer is being sent, or was. */
    boolean responded() {
        return response != null;
    }

    boolean over() {
        return over;
    }

    /** This is the answer: from now on it is told how the exchange ends. */
    void sending(Response answer) {
        response = answer;
        if (answer.lasts()) {
            lasts();
        }
    }

    /** The peer has held back the body of the answer for the first time; whether it does so now. */
    void heldBack(BooleanSupplier now) {
        waitsForPeer(now, () -> false);
    }

    private void waitsForPeer(BooleanSupplier now, BooleanSupplier done) {
        if (!untilOver && !over) {
            if (pace != null) {
                pace.close();
            }
            pace = new PeerPace(connection.loop, now, done, this::lasts);
        }
    }

    /** How long it takes from here on is for others to say. */
    void lasts() {
        if (!untilOver) {
            Runnable back = release;
            release = () -> {};
            giveBack(back);
        }
    }

    /** The body of the answer comes from this run. */
    void streaming(Outbound body, Running<?> run) {
        outbound = body;
        streaming(body::broke, run);
    }

    /** The same, for a body that is told so that nothing can be sent any more. */
    void streaming(Consumer<Throwable> broken, Running<?> run) {
        breakAnswer = broken;
        running = run;
        holders++;
        var _ = run.result().whenComplete((value, failure) -> connection.onLoop(this::letGo));
    }

    /** What it runs takes in nothing new any more, and is cancelled if that does not end it in time. */
    void drain(Duration within) {
        if (running != null) {
            Running<?> run = running;
            Thread.ofVirtual().name("weir-drain").start(() -> run.drain(within));
        }
    }

    boolean sends(Outbound body) {
        return outbound == body;
    }

    /** It has ended; later calls have no effect. */
    void end(Ending ending) {
        if (over) {
            return;
        }
        over = true;
        if (pace != null) {
            pace.close();
        }
        if (ending instanceof Ending.Done) {
            free(); // the peer, which may ask for something else at once, must not be told that there is no place
        } else {
            stopWork(ending);
        }
        if (response != null) {
            told(response.ended(), ending);
        }
        request.ended().complete(ending);
        letGo();
    }

    private void stopWork(Ending ending) {
        Throwable cause = ending instanceof Ending.Failed failed
                ? failed.cause()
                : new java.io.IOException("the exchange was cancelled: " + ending);
        if (body != null) {
            body.fail(cause);
        }
        breakAnswer.accept(cause);
        if (running != null) {
            running.cancel("the exchange is over: " + cause.getMessage());
        }
        if (response != null && running == null) {
            response.discard();
        }
        giveUp.run();
    }

    private void told(Consumer<Ending> callback, Ending ending) {
        try {
            callback.accept(ending);
        } catch (Throwable t) {
            server.failed(request, t);
        }
    }

    private void free() {
        Runnable told = freed;
        freed = () -> {};
        told.run();
    }

    private void letGo() {
        if (--holders == 0) {
            server.exchangeEnded(connection.channel);
            free();
            giveBack(release);
        }
    }
}
