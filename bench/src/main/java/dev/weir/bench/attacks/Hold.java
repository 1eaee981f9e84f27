package dev.weir.bench.attacks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Many connections at once that do next to nothing, for as long as they are let. */
final class Hold implements Assault {
    private static final int BRIEF = 20; // so many times fewer of them
    private static final int ANSWER_MILLIS = 2_000;
    private static final long SECOND = 1_000_000_000;
    private static final int AFTERWARDS = 5; // seconds, in which more may be cut off

    private final int connections;
    private final Peer.Reads reads;
    private final byte[] opening;
    private final int units;
    private final int takes;
    private final Drip drip;

    /**
     * So many of them.
     *
     * @param connections how many
     * @param reads what becomes of the answers
     * @param opening what each sends first
     * @param units how much of what is counted that is
     * @param takes how many bytes it reads each second, if it does not read by itself
     * @param drip what it sends each second
     */
    Hold(int connections, Peer.Reads reads, byte[] opening, int units, int takes, Drip drip) {
        this.connections = connections;
        this.reads = reads;
        this.opening = opening;
        this.units = units;
        this.takes = takes;
        this.drip = drip;
    }

    /** What is sent each second. */
    @FunctionalInterface
    interface Drip {
        /** That of this second, from 0; null for none any more. */
        byte @Nullable [] bytes(int second);
    }

    /** The same each second. */
    static Drip always(String text) {
        byte[] bytes = Frames.ascii(text);
        return _ -> bytes;
    }

    /** A text, a byte at a time; then nothing. */
    static Drip bytewise(byte[] text) {
        return second -> second < text.length ? new byte[] {text[second]} : null;
    }

    /** Nothing. */
    static Drip never() {
        return _ -> null;
    }

    @Override
    public void run(Ground ground) throws InterruptedException {
        List<Peer> peers = new ArrayList<>();
        try {
            open(ground, peers);
            int after = 0;
            for (int second = 0; after <= AFTERWARDS && !ground.over(); second++) {
                long next = System.nanoTime() + SECOND;
                byte[] bytes = drip.bytes(second);
                for (Peer peer : peers) {
                    drip(peer, bytes);
                }
                if (peers.stream().allMatch(peer -> peer.cut().isPresent())) {
                    after = peers.stream().allMatch(Peer::over) ? AFTERWARDS + 1 : after + 1;
                }
                Thread.sleep(Math.min(ground.millisLeft(), Math.max(0, (next - System.nanoTime()) / 1_000_000)));
            }
        } finally {
            for (Peer peer : peers) {
                ground.tally().over(peer.cut());
                peer.close();
            }
        }
    }

    private void open(Ground ground, List<Peer> peers) throws InterruptedException {
        int most = ground.brief() ? Math.max(1, connections / BRIEF) : connections;
        for (int i = 0; i < most && !ground.over(); i++) {
            try {
                Peer peer = Peer.open(ground.port(), reads);
                peers.add(peer);
                ground.tally().connected();
                if (peer.send(opening)) {
                    ground.tally().sent(units);
                }
                if (reads != Peer.Reads.NOTHING && i % 100 == 99) {
                    peer.awaitAnswer(Math.min(ANSWER_MILLIS, ground.millisLeft()));
                }
            } catch (IOException e) {
                ground.tally().refused();
            }
        }
    }

    private void drip(Peer peer, byte @Nullable [] bytes) {
        if (peer.over() || (peer.cut().isPresent() && reads == Peer.Reads.NOTHING)) {
            return;
        }
        if (takes > 0) {
            peer.take(takes);
        }
        if (bytes != null && !peer.over()) {
            peer.send(bytes);
        }
    }
}
