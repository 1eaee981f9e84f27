package dev.weir.bench;

/** What one fork came to: the time of an item, and the bytes that were allocated for it in the whole JVM. */
record Score(double nanos, double bytes) {}
