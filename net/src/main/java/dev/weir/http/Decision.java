package dev.weir.http;

import dev.weir.admission.Refusal;
import java.util.Objects;

/** What a {@link Gate} says. */
public sealed interface Decision {
    /**
     * It may come in.
     *
     * @param release called once, on the connection's event loop, when the exchange is over, however it ended; must not
     *     block
     */
    record Admit(Runnable release) implements Decision {
        /** Nothing to give back. */
        public static final Admit FREELY = new Admit(() -> {});

        /** Checks that it is there. */
        public Admit {
            Objects.requireNonNull(release);
        }
    }

    /**
     * It is answered at once with 503, the reason, and when to come back; no handler sees it.
     *
     * @param why the reason; its time to come back is at least one second
     */
    record Refuse(Refusal why) implements Decision {
        /** Checks that it is there. */
        public Refuse {
            Objects.requireNonNull(why);
        }
    }
}
