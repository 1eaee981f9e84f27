package dev.weir.testkit;

import dev.weir.LinkPressure;
import dev.weir.Pressure;
import dev.weir.Running;

/** What always holds of a run, as assertions: each link's sums, its capacity, and the bound of the whole. */
public final class Books {
    private Books() {}

    /**
     * Asserts that for each link {@code in = out + held + dropped + expired + discarded}, that none holds or has held more
     * than its capacity, and that all together hold no more than the bound. While it runs on threads, a link is read
     * while items move: there, only a run at rest is sure to balance.
     *
     * @param run any run
     * @throws AssertionError if not, with the reading
     */
    public static void assertKept(Running<?> run) {
        Pressure pressure = run.pressure();
        for (LinkPressure link : pressure.links()) {
            assertThat(
                    link.in() == link.out() + link.held() + link.dropped() + link.expired() + link.discarded(),
                    "in = out + held + dropped + expired + discarded",
                    link);
            assertThat(link.held() >= 0 && link.held() <= link.capacity(), "held <= capacity", link);
            assertThat(link.peak() >= link.held() && link.peak() <= link.capacity(), "held <= peak <= capacity", link);
        }
        long bound = run.plan().bound().items().orElse(Long.MAX_VALUE);
        assertThat(pressure.held() <= bound, "all links together must hold <= " + bound, pressure);
    }

    /**
     * Asserts that a run is over, holds nothing, and that its books are balanced.
     *
     * @param run has ended
     * @throws AssertionError if not
     */
    public static void assertClosed(Running<?> run) {
        assertThat(run.ended(), "the run must have ended", run);
        assertKept(run);
        assertThat(run.pressure().held() == 0, "nothing must be held after the end", run.pressure());
        assertThat(run.pausedBy().isEmpty(), "nobody must pause it after the end", run.pausedBy());
    }

    private static void assertThat(boolean holds, String rule, Object reading) {
        if (!holds) {
            throw new AssertionError("it must hold that " + rule + " but it does not: " + reading);
        }
    }
}
