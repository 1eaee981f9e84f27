package dev.weir;

/**
 * How a drain went.
 *
 * @param complete whether all that was in came out in time
 * @param remained how many items were still held, and were discarded by the cancel that followed
 */
public record DrainReport(boolean complete, long remained) {}
