package dev.weir.proof.graphs;

import dev.weir.testkit.Choices;

/** Makes a graph: a tree of sources that are joined, and goes through stages and fans after each. */
final class Growing {
    private final Choices choices;
    private final Leaves leaves;
    private final Passing passing;
    private final Spreading spreading;
    private final Joining joining;

    Growing(World world) {
        this.choices = world.choices;
        this.leaves = new Leaves(world);
        this.passing = new Passing(world);
        this.spreading = new Spreading(world);
        this.joining = new Joining(world);
    }

    Shape grow(int depth) {
        Shape shape =
                depth > 0 && choices.below(3) > 0 ? joining.joined(grow(depth - 1), grow(depth - 1)) : leaves.leaf();
        for (int i = choices.below(4); i > 0; i--) {
            shape = choices.oneIn(3) ? spreading.spread(shape) : passing.passed(shape);
        }
        return shape;
    }

    Shape passed(Shape shape) {
        return passing.passed(shape);
    }
}
