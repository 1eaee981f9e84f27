package dev.weir.http;

import dev.weir.admission.Refusal;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What a {@link Gate} says. */
public sealed interface Decision {
    /**
     * It may come in.
     *
     * @param release called once, on the connection's event loop, when the exchange is over, however it ended; must not
     *     block
     * @param untilOver false: it is called before that, when how long the exchange takes is for others to say: the answer is
     *     a conversation, or {@linkplain Response#lasting lasts}, or its peer has held it back for a while, or the
     *     handler says {@link Request#lasts}
     */
    record Admit(Runnable release, boolean untilOver) implements Decision {
        /** Nothing to give back. */
        public static final Admit FREELY = new Admit(() -> {});

        /** Checks that it is there. */
        public Admit {
            Objects.requireNonNull(release);
        }

        /**
         * It may come in, and is counted until it is over.
         *
         * @param release called once, on the connection's event loop, when the exchange is over
         */
        public Admit(Runnable release) {
            this(release, true);
        }
    }

    /**
     * It is answered at once, with the reason, and when to come back; no handler sees it.
     *
     * @param why the reason; its time to come back is at least one second
     * @param status 503, or 429 for one who asks for more than others get; a call of gRPC is answered in its own terms
     */
    record Refuse(Refusal why, int status) implements Decision {
        /** Checks that it is there. */
        public Refuse {
            Objects.requireNonNull(why);
            if (status != 503 && status != 429) {
                throw new IllegalArgumentException("a refusal is answered with 503 or 429 but was given " + status);
            }
        }

        /**
         * The service cannot take it now.
         *
         * @param why the reason
         */
        public Refuse(Refusal why) {
            this(why, 503);
        }
    }

    /**
     * It waits for its turn: its body is not read, no handler sees it, and the gate says later what becomes of it. Any
     * thread may say so.
     */
    final class Later implements Decision {
        private final CompletableFuture<Decision> made = new CompletableFuture<>();
        private final Runnable gone;

        /**
         * One that has not been decided.
         *
         * @param gone called at most once, on the connection's event loop, if nobody waits for it any more: its client has
         *     left; must not block. What is decided all the same is given back
         */
        public Later(Runnable gone) {
            this.gone = Objects.requireNonNull(gone);
        }

        /**
         * Decides. Only the first decision counts.
         *
         * @param decision whether it is let in; not yet another one that comes later
         */
        public void decide(Decision decision) {
            if (decision instanceof Later) {
                throw new IllegalArgumentException("what was to be decided later must be admitted or refused now");
            }
            made.complete(decision);
        }

        void whenDecided(Consumer<Decision> then) {
            var _ = made.thenAccept(then);
        }

        void gone() {
            gone.run();
        }
    }
}
