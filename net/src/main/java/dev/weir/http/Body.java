package dev.weir.http;

import dev.weir.Duplex;
import dev.weir.Fn;
import dev.weir.Pipeline;
import dev.weir.Source;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** What a message carries after its head, whichever side made it. */
sealed interface Body permits WholeBody, Body.Streamed, Body.Received, Body.Switching, Body.Switched {
    /** The bytes as a flow. */
    Source<ByteBuffer> source();

    /** How many bytes there will be, if that is known. */
    OptionalLong length();

    /** What came behind it, once it has ended cleanly; none before that, and of one that did not come from a peer. */
    default Headers trailers() {
        return Headers.none();
    }

    /** Whether something may come behind it although its length is known. */
    default boolean mayTrail() {
        return false;
    }

    /** Whether it goes on for as long as both ends like, and is not worked on all the time. */
    default boolean lasts() {
        return false;
    }

    /** Says that nobody will run it. */
    void discard();

    /** A declared flow, run when it is sent. */
    record Streamed(Source<ByteBuffer> source, OptionalLong length, boolean lasts) implements Body {
        Streamed(Source<ByteBuffer> source, OptionalLong length) {
            this(source, length, false);
        }

        @Override
        public void discard() {}
    }

    /** There is no body: the connection, or its stream, goes on with a conversation that is declared here. */
    record Switching(Fn<? super Duplex<byte[], byte[]>, ? extends Pipeline<?>> conversation) implements Body {
        @Override
        public Source<ByteBuffer> source() {
            return Source.of();
        }

        @Override
        public OptionalLong length() {
            return OptionalLong.of(0);
        }

        @Override
        public boolean lasts() {
            return true;
        }

        @Override
        public void discard() {}
    }

    /** There is no body: the peer goes on with a conversation, which {@code cut} ends if nobody wants it. */
    record Switched(Duplex<byte[], byte[]> duplex, Runnable cut) implements Body {
        @Override
        public Source<ByteBuffer> source() {
            return Source.of();
        }

        @Override
        public OptionalLong length() {
            return OptionalLong.of(0);
        }

        @Override
        public void discard() {
            cut.run();
        }
    }

    /** Comes from a connection as fast as it is taken. */
    record Received(Incoming incoming, Source<ByteBuffer> source, OptionalLong length) implements Body {
        @Override
        public Headers trailers() {
            return incoming.trailers();
        }

        @Override
        public boolean mayTrail() {
            return incoming.mayTrail();
        }

        @Override
        public void discard() {
            incoming.discard();
        }
    }
}
