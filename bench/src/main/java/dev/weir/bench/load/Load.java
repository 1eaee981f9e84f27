package dev.weir.bench.load;

/**
 * What a client has seen.
 *
 * @param requests that were answered, with a status of 2xx
 * @param bytes that were received, of answers that were not whole yet too
 * @param seconds that it took
 * @param p50 the median time of an answer in milliseconds; NaN if none was whole
 * @param p99 what 99 of 100 did not take longer than
 */
public record Load(long requests, double bytes, double seconds, double p50, double p99) {}
