package dev.weir.net.yamux;

import dev.weir.Capacity;
import dev.weir.Duplex;
import dev.weir.Ending;
import dev.weir.Engine;
import dev.weir.Graph;
import dev.weir.Pipeline;
import dev.weir.Producing;
import dev.weir.Receiver;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.Writer;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a session meets the bytes below it: the two ends of the one pipeline that it is. What comes is taken as long as
 * little of it waits for the session; what goes out is asked for as the wire takes it, a few frames ahead.
 *
 * <p>State belongs to the session; the calls of the pipeline come from any thread and hop.
 */
final class Wire implements Writer<byte[], @Nullable Void> {
    private static final int FRAMES_AHEAD = 4;
    private static final int UNHEARD = 64 * 1024;

    private static final Producing NOTHING_TO_STOP = new Producing() {
        @Override
        public void resume() {}

        @Override
        public void stop(Ending reason) {}
    };

    private final Session session;
    private final Engine engine;
    private final AtomicBoolean used = new AtomicBoolean();
    private final AtomicInteger unheard = new AtomicInteger();
    private volatile Runnable drained = () -> {};
    private volatile @Nullable Consumer<Throwable> broken;

    private volatile @Nullable Running<?> run;

    private @Nullable Receiver<byte[]> out;
    private boolean room;
    private boolean ended;
    private boolean faulty;
    private boolean heardAll;
    private Runnable noPatience = () -> {};

    Wire(Session session, Engine engine) {
        this.session = session;
        this.engine = engine;
    }

    Pipeline<?> over(Duplex<byte[], byte[]> below) {
        int heaviest = Math.max(Head.SIZE + session.options.frame(), Heads.MOST);
        Capacity ahead = Capacity.items(2 * FRAMES_AHEAD)
                .<byte[]>weighing((long) FRAMES_AHEAD * heaviest, heaviest, frame -> frame.length);
        Source<byte[]> frames = Source.pausable(ahead, this::start).named("frames");
        Pipeline<?> both = Graph.of(
                graph -> { // not joined: if what is heard fails, what is said is to say so
                    graph.end(heard(below.source()), Sink.<byte[], @Nullable Void>writing(() -> this));
                    return graph.end(frames, below.sink());
                });
        return both.on(engine);
    }

    /** What comes, and then, however it has ended, what the session says to that when it has seen all. */
    private Source<byte[]> heard(Source<byte[]> below) {
        return Source.concat(below.recover(this::verdict), verdict(null));
    }

    private Source<byte[]> verdict(@Nullable Throwable broke) {
        return Source.pausable(Capacity.items(1), to -> {
            session.later(() -> {
                nothingMoreComes();
                heardAll = true;
                Throwable wrong = session.heardAll(broke);
                if (wrong == null) {
                    to.end();
                } else {
                    to.fail(wrong);
                }
            });
            return NOTHING_TO_STOP;
        });
    }

    // ---- down

    private Producing start(Receiver<byte[]> to) {
        session.later(() -> {
            out = to;
            room = true;
            if (ended) {
                to.end();
            }
        });
        return new Producing() {
            @Override
            public void resume() {
                session.later(() -> room = true);
            }

            @Override
            public void stop(Ending reason) {
                session.later(() -> {
                    out = null;
                    session.broke(new IOException("nothing can be sent any more: " + reason));
                });
            }
        };
    }

    boolean room() {
        return out != null && room && !ended;
    }

    void put(byte[] frame) {
        Receiver<byte[]> to = out;
        if (to != null) {
            room = to.push(frame);
        }
    }

    /** All was said. The peer is to say so too, within a while. */
    void end() {
        if (ended) {
            return;
        }
        ended = true;
        if (out != null) {
            out.end();
        }
        if (!heardAll && !faulty) {
            await(new IOException(
                    "a peer must end a session that is over within " + session.options.patience() + " but did not"));
        }
    }

    boolean ended() {
        return ended;
    }

    // ---- up

    @Override
    public void open(Runnable whenDrained, Consumer<Throwable> whenBroken) {
        if (!used.compareAndSet(false, true)) {
            throw new IllegalStateException("a session must be run once but was run before; make another one");
        }
        drained = whenDrained;
        broken = whenBroken;
    }

    @Override
    public boolean write(byte[] bytes) {
        int waiting = unheard.addAndGet(bytes.length);
        session.later(() -> {
            session.heard(bytes);
            if (unheard.addAndGet(-bytes.length) < UNHEARD) {
                drained.run();
            }
        });
        return waiting < UNHEARD;
    }

    @Override
    public @Nullable Void finish() {
        return null;
    }

    @Override
    public void abort(Ending ending) {
        session.later(() -> {
            nothingMoreComes();
            session.broke(new IOException("nothing can be heard any more: " + ending));
        });
    }

    /** A fault still waits: for the wire, which may take nothing. */
    private void nothingMoreComes() {
        if (!faulty) {
            noPatience.run();
        }
    }

    // ---- ends

    /** The session is over because of this. If a last word is to be said, the run goes on until the peer has ended too. */
    void fault(Throwable cause, boolean told) {
        faulty = true;
        if (told && !ended && !heardAll) {
            await(cause);
        } else {
            fail(cause);
        }
    }

    private void await(Throwable cause) {
        noPatience.run();
        noPatience = engine.schedule(session.options.patience().toNanos(), () -> session.later(() -> fail(cause)));
    }

    private void fail(Throwable cause) {
        if (out != null && !ended) {
            out.fail(cause);
        }
        ended = true;
        Consumer<Throwable> told = broken;
        if (told != null) {
            told.accept(cause);
        }
        Running<?> running = run;
        if (running != null) {
            var _ = engine.schedule(
                    session.options.patience().toNanos(), () -> running.cancel("the session has failed: " + cause));
        }
    }

    /** The run that this is part of: cancelled if a fault does not end it, as the wire takes nothing. */
    void runBy(Running<?> running) {
        run = running;
        var _ = running.result().whenComplete((value, failed) -> session.later(() -> noPatience.run()));
    }
}
