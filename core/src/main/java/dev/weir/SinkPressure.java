package dev.weir;

/**
 * How far a sink has got.
 *
 * @param stage its name
 * @param taken how many items it has taken; of a run that was cancelled, those that arrived
 */
public record SinkPressure(String stage, long taken) {}
