package dev.weir.examples;

import dev.weir.Branch;
import dev.weir.Pipeline;
import dev.weir.Sink;
import dev.weir.Source;
import java.util.List;

/** Fan-out with a policy for each branch, fan-in, lanes by key. All of it waits for the slowest unless told otherwise. */
public final class FanOutAndIn {
    private FanOutAndIn() {}

    /**
     * What a customer wants.
     *
     * @param customer who
     * @param number which of their orders
     */
    public record Order(String customer, int number) {}

    /** What a user did. */
    public sealed interface Event {}

    /**
     * A click.
     *
     * @param x where
     * @param y where
     */
    public record Click(int x, int y) implements Event {}

    /**
     * A scroll.
     *
     * @param lines how far
     */
    public record Scroll(int lines) implements Event {}

    /**
     * A key.
     *
     * @param code which
     */
    public record KeyPress(int code) implements Event {}

    /** Who charges for an order. */
    @FunctionalInterface
    public interface Billing {
        /**
         * Charges, and waits until that is done.
         *
         * @param order what for
         * @return the receipt
         * @throws Exception if it cannot be done
         */
        String charge(Order order) throws Exception;
    }

    /** Where receipts go. */
    @FunctionalInterface
    public interface Log {
        /**
         * Appends, and waits until that is done.
         *
         * @param receipt what is written down
         * @throws Exception if it cannot be done
         */
        void append(String receipt) throws Exception;
    }

    /**
     * Every order to three places: the audit holds all back, the dashboard misses what it is too slow for, the replica is
     * cut off when it lags too far.
     *
     * @param orders the orders
     * @param audit must have all
     * @param dashboard shows the last ones
     * @param replica may lag
     * @return a flow with the result of each, in this order
     */
    public static Pipeline<List<Long>> fanOut(
            Source<Order> orders, Sink<Order, Long> audit, Sink<Order, Long> dashboard, Sink<Order, Long> replica) {
        // region fanOut
        return orders.to(Sink.broadcast(
                Branch.waiting(audit), Branch.dropOldest(100, dashboard), Branch.detach(1_000, replica)));
        // endregion
    }

    /**
     * Several sources into one, a few from each in turn while several are ready.
     *
     * @param clicks a source
     * @param scrolls another one
     * @param keys another one
     * @return a source of all
     */
    public static Source<Event> fanIn(Source<Click> clicks, Source<Scroll> scrolls, Source<KeyPress> keys) {
        // region fanIn
        Source<Event> all = Source.merge(clicks, scrolls, keys);
        // endregion
        return all;
    }

    /**
     * Eight lanes: the orders of one customer are charged one after the other, those of several side by side.
     *
     * @param orders the orders
     * @param billing charges for each
     * @param log given each receipt
     */
    public static void lanes(Source<Order> orders, Billing billing, Log log) {
        // region lanes
        orders.partition(8, Order::customer, lane -> lane.mapConcurrent(1, billing::charge))
                .run(Sink.forEach(log::append));
        // endregion
    }
}
