package dev.weir.net.yamux;

import java.time.Duration;
import java.util.Objects;

/**
 * What a session may hold, and how long it waits. Of what has come it holds at most {@link #mostUnread}: each stream has a
 * window of its own from the beginning, so that one that stands still takes no room from others. Of what is to be sent
 * it holds at most {@link #mostUnsent}, and the one item of each stream that went over it.
 *
 * @param streams how many streams each side may have opened at once, at least 1; one more that the peer opens is reset
 * @param window how many bytes of a stream may have come that its flow has not taken, at least 1. Both sides must have
 *     the same; other implementations of yamux have 262,144
 * @param frame the most bytes of data in a frame that is sent, at least 64: how long others wait for one that has its turn
 * @param unsentOfStream so many bytes of one stream may wait to be sent before its flow is held back, at least 1
 * @param unsent so many bytes of all streams together, at least 1. A stream of which nothing waits may always hand over one
 *     item
 * @param chatter how many frames without data the peer may send in a second, beyond those that go with data, at least 1;
 *     twice as many at once
 * @param patience how long the peer may take to end a session that is over, more than 0; then it is cut
 */
public record MuxOptions(
        int streams, int window, int frame, int unsentOfStream, long unsent, int chatter, Duration patience) {
    private static final int LEAST_FRAME = 64;

    /** Checks the numbers. */
    public MuxOptions {
        atLeast("streams", 1, streams);
        atLeast("window", 1, window);
        atLeast("frame", LEAST_FRAME, frame);
        atLeast("unsentOfStream", 1, unsentOfStream);
        atLeast("unsent", 1, unsent);
        atLeast("chatter", 1, chatter);
        Objects.requireNonNull(patience);
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException(
                    "patience must be > 0 but was " + patience + "; for hardly any limit use Duration.ofDays(365)");
        }
    }

    private static void atLeast(String what, long least, long value) {
        if (value < least) {
            throw new IllegalArgumentException(
                    what + " must be >= " + least + " but was " + value + "; MuxOptions.defaults() has sound ones");
        }
    }

    /**
     * What suits most: 128 streams of each side, windows of 256 KiB, frames of 16 KiB, 64 KiB of a stream and 1 MiB of all
     * unsent, 1,000 frames without data in a second, five seconds to end.
     *
     * @return the options
     */
    public static MuxOptions defaults() {
        return new MuxOptions(128, 256 * 1024, 16 * 1024, 64 * 1024, 1024 * 1024, 1_000, Duration.ofSeconds(5));
    }

    /**
     * With other streams.
     *
     * @param most how many each side may have opened, at least 1
     * @param bytes the window of each, at least 1; the same on both sides
     * @return other options
     */
    public MuxOptions withStreams(int most, int bytes) {
        return new MuxOptions(most, bytes, frame, unsentOfStream, unsent, chatter, patience);
    }

    /**
     * With other room for what is to be sent.
     *
     * @param most the most bytes of data in a frame, at least 64
     * @param ofStream the bytes of one stream that may wait, at least 1
     * @param ofAll the bytes of all of them, at least 1
     * @return other options
     */
    public MuxOptions withSending(int most, int ofStream, long ofAll) {
        return new MuxOptions(streams, window, most, ofStream, ofAll, chatter, patience);
    }

    /**
     * With another allowance for frames without data.
     *
     * @param perSecond at least 1
     * @return other options
     */
    public MuxOptions withChatter(int perSecond) {
        return new MuxOptions(streams, window, frame, unsentOfStream, unsent, perSecond, patience);
    }

    /**
     * With another patience at the end.
     *
     * @param time more than 0
     * @return other options
     */
    public MuxOptions withPatience(Duration time) {
        return new MuxOptions(streams, window, frame, unsentOfStream, unsent, chatter, time);
    }

    /**
     * The most bytes that have come and were not taken, of all streams together.
     *
     * @return twice the streams, as both sides open them, each with its window
     */
    public long mostUnread() {
        return 2L * streams * window;
    }

    /**
     * The most bytes that wait to be sent, of all streams together, without the last item of each.
     *
     * @return the smaller one of what all may have, and what each may have
     */
    public long mostUnsent() {
        return Math.min(unsent, 2L * streams * unsentOfStream);
    }
}
