package dev.weir.internal.engine;

/**
 * What an inner plan was put into: an island that runs already, and what is there for it.
 *
 * @param island the plan's last part becomes a part of it
 * @param place where it stands there
 * @param relay what the plan ends in
 * @param allowance what it may hold
 * @param drains whether a drain is for its sources too
 */
record Host(Island island, int place, Inlet<?> relay, Allowance allowance, boolean drains) {}
