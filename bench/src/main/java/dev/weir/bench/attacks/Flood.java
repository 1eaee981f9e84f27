package dev.weir.bench.attacks;

import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A few connections at a time on each of which a burst is sent each millisecond, if the other end takes it, until it is cut
 * off. Then comes the next one.
 */
final class Flood implements Assault {
    private static final int LINES = 2;
    private static final int MOST_CONNECTIONS = 200; // of a line
    private static final int MOST_BURSTS = 100_000; // of a connection
    private static final int PAUSE_MILLIS = 20;
    private static final int BURST_MILLIS = 1; // faster attackers would need the processors that honest clients need
    private static final int CUT_MILLIS = 2_000;

    private final Peer.Reads reads;
    private final byte[] opening;
    private final int units;
    private final Burst burst;

    /**
     * Of something that is not always the same.
     *
     * @param reads what becomes of the answers
     * @param opening what is sent first
     * @param units how much of what is counted is in a burst
     * @param burst what is sent then, again and again
     */
    Flood(Peer.Reads reads, byte[] opening, int units, Burst burst) {
        this.reads = reads;
        this.opening = opening;
        this.units = units;
        this.burst = burst;
    }

    /** What is sent at a time. */
    @FunctionalInterface
    interface Burst {
        /** The burst of this number on its connection, from 0. */
        byte[] bytes(int number);
    }

    /** The same again and again. */
    static Flood of(Peer.Reads reads, byte[] opening, int units, byte[] unit) {
        byte[][] all = new byte[units][];
        Arrays.fill(all, unit);
        byte[] burst = Frames.all(all);
        return new Flood(reads, opening, units, _ -> burst);
    }

    @Override
    public void run(Ground ground) throws InterruptedException {
        Set<Peer> peers = ConcurrentHashMap.newKeySet();
        Thread[] lines = new Thread[LINES];
        for (int i = 0; i < LINES; i++) {
            lines[i] = Thread.ofPlatform().name("attack-" + i).start(() -> line(ground, peers));
        }
        try {
            for (Thread line : lines) {
                line.join(Math.max(1, ground.millisLeft()));
            }
        } finally {
            while (lives(lines)) { // a line may just be opening another one
                peers.forEach(Peer::close);
                Thread.onSpinWait();
            }
        }
    }

    private static boolean lives(Thread[] lines) {
        for (Thread line : lines) {
            if (line.isAlive()) {
                return true;
            }
        }
        return false;
    }

    private void line(Ground ground, Set<Peer> peers) {
        try {
            for (int i = 0; i < MOST_CONNECTIONS && !ground.over(); i++) {
                connection(ground, peers);
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void connection(Ground ground, Set<Peer> peers) throws InterruptedException {
        try (Peer peer = Peer.open(ground.port(), reads)) {
            peers.add(peer);
            ground.tally().connected();
            boolean sent = peer.send(opening);
            for (int i = 0; sent && i < MOST_BURSTS && !ground.over() && !peer.over(); i++) {
                sent = peer.send(burst.bytes(i));
                if (sent) {
                    ground.tally().sent(units);
                    Thread.sleep(BURST_MILLIS);
                }
            }
            long patience = System.nanoTime() + CUT_MILLIS * 1_000_000L;
            while (!peer.over() && !ground.over() && System.nanoTime() < patience) {
                Thread.sleep(1);
            }
            ground.tally().over(peer.cut());
            peers.remove(peer);
        } catch (IOException e) {
            ground.tally().refused();
        }
    }
}
