package dev.weir.bench.attacks;

/**
 * How a peer was cut off.
 *
 * @param with what it was told, or saw
 * @param millis how long after it had begun
 */
record Cut(String with, double millis) {}
