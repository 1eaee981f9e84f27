package dev.weir.bench;

/** How long is measured: rounds of one fork a subject, with iterations before those that count. */
record Effort(int rounds, int warmUps, int iterations, int millis) {
    static Effort usual(int rounds) {
        return new Effort(rounds, 5, 5, 300);
    }

    static Effort small() {
        return new Effort(1, 3, 3, 100);
    }

    /** Of a server, which is loaded as a whole. */
    static Effort usualLoad(int rounds) {
        return new Effort(rounds, 8, 10, 1_000);
    }

    /** Of a server before which something stands. */
    static Effort edge(int rounds) {
        return new Effort(rounds, 10, 5, 1_000);
    }

    static Effort smallLoad() {
        return new Effort(1, 1, 1, 1_000);
    }

    /** With the machine, for people. */
    String told() {
        return "Java " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " cores, " + this;
    }

    @Override
    public String toString() {
        return rounds + (rounds == 1 ? " round" : " rounds") + " of " + iterations + " x " + millis + " ms, after "
                + warmUps + " x " + millis + " ms to warm up";
    }
}
