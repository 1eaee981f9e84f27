package dev.weir.bench;

/** One way to measure: a JVM is started, measures one subject, and ends. */
interface Fork {
    /**
     * Measures a subject once.
     *
     * @throws IllegalStateException if it failed, with what it said
     */
    Score measure(Subject subject, Build build);
}
