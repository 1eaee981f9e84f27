package dev.weir.bench.attacks;

/** What attackers do. It is over at the deadline of its ground, and leaves no connection open. */
sealed interface Assault permits Flood, Hold {
    /** Does it, and waits for its end. */
    void run(Ground ground) throws InterruptedException;
}
