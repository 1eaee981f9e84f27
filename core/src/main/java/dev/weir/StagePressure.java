package dev.weir;

import java.time.Duration;
import java.util.List;

/**
 * Where the time of an island, which is a group of fused stages, went since it was first activated.
 *
 * @param stages the names of its stages, in the direction of the flow
 * @param busy how long it ran
 * @param starved how long it waited for items
 * @param heldBack how long it waited for room
 */
public record StagePressure(List<String> stages, Duration busy, Duration starved, Duration heldBack) {}
