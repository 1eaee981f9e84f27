package dev.weir.plan;

/**
 * One stage of a plan.
 *
 * @param id its number in the plan, stable for the same declaration: a stage comes after those that feed it
 * @param name the name given to it, or its kind and number
 * @param operator what it declares of itself
 * @param island the number of the island it runs in
 */
public record Node(int id, String name, Operator operator, int island) {}
