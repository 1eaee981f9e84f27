package dev.weir.http;

/**
 * What a connection of HTTP/2 may hold and cost, next to what {@link HttpLimits} says of each. Received bodies hold at most
 * {@code streams} times {@code streamWindow} bytes: the connection's window is as large as all streams' windows together,
 * so that a body that nobody takes is never in another one's way. Bodies that are sent hold at most {@code sendBudget}
 * bytes, and one item each.
 *
 * <p>A peer that does more of what costs it nothing is told to calm down (ENHANCE_YOUR_CALM), and the connection is closed.
 *
 * @param streams how many requests of a connection may be worked on at a time. A request counts until its work has ended,
 *     also when its stream was reset before that; those beyond are refused with REFUSED_STREAM
 * @param streamWindow how many bytes of a body may have come that nobody has taken, at least {@link HttpLimits#CHUNK}
 * @param sendBudget at so many unsent bytes of all its streams together, flows that are sent are held back
 * @param controlFrames how many frames without data may come at once: PING, SETTINGS, PRIORITY, WINDOW_UPDATE, empty DATA,
 *     unknown ones, and those for streams that are closed
 * @param controlFramesPerSecond how many of them may come in the long run. Each KiB of data that is moved allows one more
 * @param resets how many streams may be reset at once, by the peer or because of what it did
 * @param resetsPerSecond how many in the long run
 * @param queuedFrames how many frames without data may wait for a peer that does not read; beyond that the connection is
 *     closed
 */
public record Http2Limits(
        int streams,
        int streamWindow,
        int sendBudget,
        int controlFrames,
        int controlFramesPerSecond,
        int resets,
        int resetsPerSecond,
        int queuedFrames) {
    private static final Http2Limits DEFAULTS = new Http2Limits(100, 64 * 1024, 256 * 1024, 2_000, 200, 200, 20, 1_000);

    /** Checks the numbers. */
    public Http2Limits {
        atLeast("streams", 1, streams);
        atLeast("streamWindow", HttpLimits.CHUNK, streamWindow);
        atLeast("sendBudget", 1, sendBudget);
        atLeast("controlFrames", 1, controlFrames);
        atLeast("controlFramesPerSecond", 0, controlFramesPerSecond);
        atLeast("resets", 1, resets);
        atLeast("resetsPerSecond", 0, resetsPerSecond);
        atLeast("queuedFrames", 1, queuedFrames);
    }

    private static void atLeast(String what, int least, int value) {
        if (value < least) {
            throw new IllegalArgumentException(
                    what + " must be >= " + least + " but was " + value + "; Http2Limits.defaults() has sane ones");
        }
    }

    /**
     * The limits of a server or client that was given none.
     *
     * @return 100 streams, windows of 64 KiB, 256 KiB unsent, 2,000 control frames and 200 a second, 200 resets and 20 a
     *     second, 1,000 frames queued
     */
    public static Http2Limits defaults() {
        return DEFAULTS;
    }

    /**
     * With other sizes.
     *
     * @param most how many requests may be worked on at a time
     * @param window how many bytes of a body may wait to be taken
     * @param unsent how many unsent bytes hold back those who send
     * @return other limits
     */
    public Http2Limits sizes(int most, int window, int unsent) {
        return new Http2Limits(
                most, window, unsent, controlFrames, controlFramesPerSecond, resets, resetsPerSecond, queuedFrames);
    }

    /**
     * With other limits for frames without data.
     *
     * @param atOnce how many at once
     * @param perSecond how many a second
     * @param queued how many may wait for a peer that does not read
     * @return other limits
     */
    public Http2Limits frames(int atOnce, int perSecond, int queued) {
        return new Http2Limits(streams, streamWindow, sendBudget, atOnce, perSecond, resets, resetsPerSecond, queued);
    }

    /**
     * With other limits for resets.
     *
     * @param atOnce how many at once
     * @param perSecond how many a second
     * @return other limits
     */
    public Http2Limits resets(int atOnce, int perSecond) {
        return new Http2Limits(
                streams,
                streamWindow,
                sendBudget,
                controlFrames,
                controlFramesPerSecond,
                atOnce,
                perSecond,
                queuedFrames);
    }

    /** The window of the connection: all streams' windows together, and never less than the one it begins with. */
    long connectionWindow() {
        return Math.min(Integer.MAX_VALUE, Math.max(65_535L, (long) streams * streamWindow));
    }
}
