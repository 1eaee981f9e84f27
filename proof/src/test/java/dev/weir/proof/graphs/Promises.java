package dev.weir.proof.graphs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.proof.graphs.Round.Way;
import dev.weir.proof.graphs.Shape.Promise;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a graph must have given when it is over.
 *
 * @param at how many items a limit lets through
 */
record Promises(World world, Way way, Shape shape, int at) {
    void check(List<Long> seen, @Nullable Throwable failure) {
        if (failure != null) {
            assertFailure(failure);
        }
        assertGiven(seen, failure == null);
        world.budgets.forEach(
                budget -> assertThat(budget.used()).as("permits not given back").isZero());
        int opened = world.opened.get();
        assertThat(world.closed.get())
                .as("what was closed of what was opened")
                .isBetween(world.parts ? 0 : opened, opened);
        if (shape.owned()) {
            world.ground.await(
                    "each item is released once: " + world.made,
                    () -> world.made.stream().allMatch(item -> item.released.get() == 1));
        }
        assertThat(world.made).as("released once at most").allMatch(item -> !shape.owned() || item.released.get() == 1);
        world.checks.forEach(Runnable::run);
    }

    private void assertFailure(Throwable failure) {
        switch (way) {
            case CLEAN, LIMIT -> throw new AssertionError("it must end cleanly", failure);
            case FAILURE -> assertThat(failure).hasStackTraceContaining("bad");
            case CANCEL -> assertThat(failure).hasStackTraceContaining("enough");
            case DRAIN -> assertThat(failure).hasStackTraceContaining("not yet"); // a source was to be restarted
        }
    }

    private void assertGiven(List<Long> seen, boolean clean) {
        List<Long> expected = shape.expected();
        assertThat(seen).doesNotHaveDuplicates();
        if (way == Way.DRAIN) {
            return; // a source may end without any, and another one takes its place
        }
        assertThat(expected).containsAll(seen);
        if (shape.promise() == Promise.ORDER) {
            assertThat(seen).as("in order").isEqualTo(expected.subList(0, seen.size()));
        }
        if (shape.promise() != Promise.SOME && clean && way != Way.CANCEL) {
            assertThat(seen).hasSize(way == Way.LIMIT ? Math.min(at, expected.size()) : expected.size());
        }
    }
}
