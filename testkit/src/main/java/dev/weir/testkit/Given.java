package dev.weir.testkit;

import java.util.ArrayList;
import java.util.List;

/** Compares what a flow gave with what it must give. */
record Given<T>(List<T> expected, boolean anyOrder, boolean mayLose) {
    /** All of it, and no more. */
    void assertAll(List<T> given) {
        if (mayLose) {
            assertNoMore(given);
            assertThat(expected.isEmpty() || !given.isEmpty(), "it must give some of " + expected + " but gave none");
        } else if (anyOrder) {
            assertThat(
                    given.size() == expected.size() && isPart(given),
                    "it must give " + expected + " in some order but gave " + given);
        } else {
            assertThat(given.equals(expected), "it must give " + expected + " but gave " + given);
        }
    }

    /** Nothing else, in the order that it promises. */
    void assertNoMore(List<T> given) {
        if (anyOrder) {
            assertThat(isPart(given), "it must give no more than " + expected + " but gave " + given);
        } else {
            assertThat(
                    mayLose ? isInOrder(given) : isBeginning(given),
                    "it must give no more than " + expected + ", in this order, but gave " + given);
        }
    }

    /** The same, but for what was begun when it ended: so many at most may be missing. */
    void assertAllBut(int missing, List<T> given) {
        assertNoMore(given);
        assertThat(
                mayLose || given.size() >= expected.size() - missing,
                "it must give what had come before, " + expected + ", but gave " + given);
    }

    private boolean isPart(List<T> given) {
        List<T> left = new ArrayList<>(expected);
        return given.stream().allMatch(left::remove);
    }

    private boolean isBeginning(List<T> given) {
        return given.size() <= expected.size()
                && expected.subList(0, given.size()).equals(given);
    }

    private boolean isInOrder(List<T> given) {
        int at = 0;
        for (T item : given) {
            int found = expected.subList(at, expected.size()).indexOf(item);
            if (found < 0) {
                return false;
            }
            at += found + 1;
        }
        return true;
    }

    static void assertThat(boolean holds, String rule) {
        if (!holds) {
            throw new AssertionError(rule);
        }
    }
}
