package dev.weir.plan;

/**
 * One join of a plan.
 *
 * @param from the id of the node that items leave
 * @param outlet by which of its outlets
 * @param to the id of the node that items enter
 * @param inlet by which of its inlets
 * @param island the island in which items enter that inlet
 */
public record Edge(int from, int outlet, int to, int inlet, int island) {}
