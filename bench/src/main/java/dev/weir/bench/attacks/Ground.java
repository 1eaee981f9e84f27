package dev.weir.bench.attacks;

/**
 * Where an attack takes place.
 *
 * @param port of the server that is attacked
 * @param tally of what the attackers do
 * @param deadline when all of it must be over, as {@link System#nanoTime} has it
 * @param brief whether fewer attackers do
 */
record Ground(int port, Tally tally, long deadline, boolean brief) {
    boolean over() {
        return System.nanoTime() - deadline >= 0;
    }

    long millisLeft() {
        return Math.max(0, (deadline - System.nanoTime()) / 1_000_000);
    }
}
