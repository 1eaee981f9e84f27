package dev.weir.http;

import dev.weir.Engine;
import dev.weir.Fn;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Calls a user's handler where it is allowed to run, and says on which engine the body of its answer runs. */
sealed interface Handler {
    /** What is told the answer, or why there is none; from any thread, once. */
    interface Answer extends BiConsumer<@Nullable Response, @Nullable Throwable> {}

    /** Calls it. Never throws, never blocks. Answers how to tell it that its work is no longer wanted. */
    Runnable call(Request request, Answer answer);

    /** Runs response bodies. */
    Engine engine(Connection connection);

    /** A handler that may block: each call is a virtual thread. */
    record Blocking(Fn<? super Request, Response> fn) implements Handler {
        @Override
        public Runnable call(Request request, Answer answer) {
            Thread thread = Thread.ofVirtual().name("weir-http").start(() -> {
                Response response = null;
                Throwable failure = null;
                try {
                    response = fn.apply(request);
                } catch (Throwable t) {
                    failure = t;
                }
                answer.accept(response, failure);
            });
            return thread::interrupt;
        }

        @Override
        public Engine engine(Connection connection) {
            return Engine.virtualThreads();
        }
    }

    /** A handler that never blocks, called on the event loop. It is told by {@link Request#over} that nobody waits. */
    record Async(Fn<? super Request, ? extends CompletionStage<Response>> fn) implements Handler {
        @Override
        public Runnable call(Request request, Answer answer) {
            try {
                var _ = fn.apply(request).whenComplete(answer);
            } catch (Throwable t) {
                answer.accept(null, t);
            }
            return () -> {};
        }

        @Override
        public Engine engine(Connection connection) {
            return connection.engine;
        }
    }
}
