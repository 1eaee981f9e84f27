package dev.weir.gateway.demo;

/**
 * A request whose reply is known.
 *
 * @param phase in which it arrived
 * @param intoPhase how long after the beginning of that phase, in nanoseconds
 * @param reply how it ended
 * @param nanos from the intended send to the reply
 */
record Settled(int phase, long intoPhase, Reply reply, long nanos) {}
