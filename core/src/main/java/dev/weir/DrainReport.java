package dev.weir;

/**
 * How a drain went.
 *
 * @param complete whether all that was in came out in time
 * @param remained how many items were still held, and were discarded by the cancel that followed; if the run failed
 *     meanwhile, how many it has discarded in all
 */
public record DrainReport(boolean complete, long remained) {}
