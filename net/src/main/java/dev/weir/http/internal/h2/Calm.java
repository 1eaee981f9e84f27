package dev.weir.http.internal.h2;

import dev.weir.http.Http2Limits;

/**
 * Counts what a peer can do for next to nothing while it costs this end something: frames without data, and streams that
 * are opened to be given up, by whichever end. Data that moves pays for the window updates that go with it. For one thread.
 */
public final class Calm {
    /** So many bytes of data pay for one frame without. */
    private static final double BYTES_A_FRAME = 1024;

    private final Bucket frames;
    private final Bucket resets;

    /** Nothing has happened yet. */
    public Calm(Http2Limits limits, long now) {
        frames = new Bucket(limits.controlFrames(), limits.controlFramesPerSecond(), now);
        resets = new Bucket(limits.resets(), limits.resetsPerSecond(), now);
    }

    /** A frame without data has come; false if that was one too many. */
    public boolean frame(long now) {
        return frames.take(now);
    }

    /** A stream was reset, by the peer or because of it; false if that was one too many. */
    public boolean reset(long now) {
        return resets.take(now);
    }

    /** Data has moved. */
    public void moved(long bytes) {
        frames.add(bytes / BYTES_A_FRAME);
    }
}
