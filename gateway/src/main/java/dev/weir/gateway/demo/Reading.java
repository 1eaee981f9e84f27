package dev.weir.gateway.demo;

import java.util.OptionalLong;

/**
 * One second of a run.
 *
 * @param second how many have passed
 * @param seconds how many there will be
 * @param load of the phase, in multiples of the capacity
 * @param recent what was sent and what was settled in this second
 * @param atOrigin how many requests the origin serves or has waiting
 * @param held how many requests the gateway holds; empty without one
 */
record Reading(long second, long seconds, double load, Tally recent, long atOrigin, OptionalLong held) {}
