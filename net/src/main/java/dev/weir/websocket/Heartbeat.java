package dev.weir.websocket;

import java.time.Duration;

/** When to send a ping: after a time without a word, and when not to wait any longer: after twice that. */
final class Heartbeat {
    private final long every; // 0: never
    private long last;
    private boolean begun;
    private boolean pinged;

    Heartbeat(long every) {
        this.every = every;
    }

    boolean beats() {
        return every > 0;
    }

    /** A word has come, or was not waited for. */
    void heard(long now) {
        last = now;
        begun = true;
        pinged = false;
    }

    /** Whether a ping is to be sent now. */
    boolean due(long now) throws WebSocketException {
        if (!begun) {
            heard(now);
        }
        if (every == 0) {
            return false;
        }
        if (pinged && now - last >= 2 * every) {
            throw new WebSocketException(
                    Close.BROKEN,
                    "a peer must say something, and be it the answer to a ping, within " + Duration.ofNanos(2 * every)
                            + " but said nothing; raise heartbeat if it needs longer");
        }
        return !pinged && now - last >= every;
    }

    void pinged() {
        pinged = true;
    }

    /** How long until there is something to do. */
    long left(long now) {
        return Math.max(1, last + (pinged ? 2 * every : every) - now);
    }
}
