package dev.weir.net;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.races.Races;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** The flow that writes to a socket begins as something happens to the socket. */
@Races(SocketWriter.class)
public final class SocketWriterRaces {
    /** Made once: to make it takes longer than the race does. */
    @SuppressWarnings("StaticAssignmentOfThrowable") // one for all runs: it is only handed on
    private static final IOException GONE = new IOException("gone");

    private SocketWriterRaces() {}

    /** What a flow is told, and whether it may write. */
    private static final class Begun {
        final EmbeddedChannel channel = new EmbeddedChannel();
        final SocketWriter writer = new SocketWriter(new SocketHandler(channel, TcpLimits.defaults()));
        final AtomicInteger broken = new AtomicInteger();

        boolean open() {
            try {
                writer.open(() -> {}, cause -> broken.incrementAndGet());
                return true;
            } catch (IOException e) {
                return false;
            }
        }
    }

    /** The socket breaks: whoever writes to it is told, however late it begins. */
    @JCStressTest
    @Outcome(id = "told", expect = ACCEPTABLE, desc = "by whoever was second, or by both")
    @Outcome(id = "not told", expect = FORBIDDEN, desc = "it writes to nobody for ever")
    @State
    public static class OpenAgainstBroke {
        private final Begun begun = new Begun();

        @Actor
        public void flow() {
            begun.open();
        }

        @Actor
        public void loop() {
            begun.writer.broke(GONE);
        }

        @Arbiter
        public void rest(L_Result result) {
            result.r1 = begun.broken.get() > 0 ? "told" : "not told";
        }
    }

    /** Two runs want to write: one of them may. */
    @JCStressTest
    @Outcome(id = "one", expect = ACCEPTABLE, desc = "the other one is refused")
    @Outcome(expect = FORBIDDEN, desc = "both write, or none may")
    @State
    public static class OpenAgainstOpen {
        private final Begun begun = new Begun();
        private final AtomicInteger opened = new AtomicInteger();

        private void open() {
            if (begun.open()) {
                opened.incrementAndGet();
            }
        }

        @Actor
        public void one() {
            open();
        }

        @Actor
        public void other() {
            open();
        }

        @Arbiter
        public void rest(L_Result result) {
            result.r1 = opened.get() == 1 ? "one" : opened.get() + " opened";
        }
    }

    /** The run is over without having written, as another one begins to: the end is said, or it may write. */
    @JCStressTest
    @Outcome(id = "opened", expect = ACCEPTABLE, desc = "it says its own end")
    @Outcome(id = "ended", expect = ACCEPTABLE, desc = "it is refused")
    @Outcome(id = "both", expect = FORBIDDEN, desc = "it writes behind the end")
    @Outcome(id = "neither", expect = FORBIDDEN, desc = "the peer hears no end")
    @State
    public static class OpenAgainstEnd {
        private final Begun begun = new Begun();
        private boolean opened;

        @Actor
        public void flow() {
            opened = begun.open();
        }

        @Actor
        public void loop() {
            begun.writer.endUnlessOpen();
        }

        @Arbiter
        public void rest(L_Result result) {
            boolean ended = begun.channel.readOutbound() != null;
            result.r1 = opened && ended ? "both" : opened ? "opened" : ended ? "ended" : "neither";
        }
    }
}
