package dev.weir.testkit.load;

import java.util.List;
import java.util.random.RandomGenerator;

/** Several instances behind a balancer, which knows of each only how many of its own requests it has not yet answered. */
public final class Balancer implements Target {
    /** Which instance a request goes to. */
    private enum Choice {
        IN_TURN,
        LESS_BUSY_OF_TWO
    }

    private final RandomGenerator random;
    private final List<? extends Target> instances;
    private final int[] open;
    private final Choice choice;
    private int turn;

    private Balancer(Timeline time, List<? extends Target> instances, Choice choice) {
        if (instances.isEmpty()) {
            throw new IllegalArgumentException("a balancer must have 1 instance or more but had none");
        }
        this.random = time.random();
        this.instances = List.copyOf(instances);
        this.open = new int[instances.size()];
        this.choice = choice;
    }

    /**
     * One after the other.
     *
     * @param time in which it runs
     * @param instances to which it sends, at least one
     * @return it
     */
    public static Balancer inTurn(Timeline time, List<? extends Target> instances) {
        return new Balancer(time, instances, Choice.IN_TURN);
    }

    /**
     * Of two that are left to chance, the one that has fewer to answer.
     *
     * @param time in which it runs
     * @param instances to which it sends, at least one
     * @return it
     */
    public static Balancer lessBusyOfTwo(Timeline time, List<? extends Target> instances) {
        return new Balancer(time, instances, Choice.LESS_BUSY_OF_TWO);
    }

    @Override
    public void take(Asking asking, Caller caller) {
        int at = switch (choice) {
            case IN_TURN -> turn++ % open.length;
            case LESS_BUSY_OF_TWO -> lessBusy(random.nextInt(open.length), random.nextInt(open.length));
        };
        open[at]++;
        instances.get(at).take(asking, new Caller() {
            @Override
            public void served() {
                open[at]--;
                caller.served();
            }

            @Override
            public void refused(long hint, boolean mayRetry) {
                open[at]--;
                caller.refused(hint, mayRetry);
            }
        });
    }

    private int lessBusy(int one, int other) {
        return open[one] <= open[other] ? one : other;
    }
}
