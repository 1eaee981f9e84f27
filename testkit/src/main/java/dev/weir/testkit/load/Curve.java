package dev.weir.testkit.load;

import java.util.ArrayList;
import java.util.List;

/** What came of requests in each second: numbers for a drawing, and to see when something was over. */
public final class Curve {
    /**
     * A second.
     *
     * @param asked how many came for the first time
     * @param attempts how many came
     * @param served how many were served
     * @param useful how many of them while their answer was of use
     * @param refused how many were refused
     */
    public record Second(long asked, long attempts, long served, long useful, long refused) {}

    private static final int COUNTS = 5;
    private static final int ASKED = 0;
    private static final int ATTEMPTS = 1;
    private static final int SERVED = 2;
    private static final int USEFUL = 3;
    private static final int REFUSED = 4;

    private final Timeline time;
    private final List<long[]> counts = new ArrayList<>();

    Curve(Timeline time) {
        this.time = time;
    }

    void asked() {
        count(ASKED);
    }

    void attempt() {
        count(ATTEMPTS);
    }

    void served(boolean useful) {
        count(SERVED);
        if (useful) {
            count(USEFUL);
        }
    }

    void refused() {
        count(REFUSED);
    }

    private void count(int what) {
        int second = (int) (time.nanoTime() / 1_000_000_000);
        while (counts.size() <= second) {
            counts.add(new long[COUNTS]);
        }
        counts.get(second)[what]++;
    }

    /**
     * All seconds so far.
     *
     * @return from the first of the timeline on
     */
    public List<Second> seconds() {
        return counts.stream()
                .map(of -> new Second(of[ASKED], of[ATTEMPTS], of[SERVED], of[USEFUL], of[REFUSED]))
                .toList();
    }
}
