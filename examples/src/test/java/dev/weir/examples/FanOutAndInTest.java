package dev.weir.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.FlowFailedException;
import dev.weir.OverflowException;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.examples.FanOutAndIn.Click;
import dev.weir.examples.FanOutAndIn.KeyPress;
import dev.weir.examples.FanOutAndIn.Order;
import dev.weir.examples.FanOutAndIn.Scroll;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each branch does what its policy says, lanes keep the order of a key. */
@Timeout(20)
class FanOutAndInTest {
    private final CountDownLatch audited = new CountDownLatch(1);

    private static Source<Order> orders(int count) {
        return Source.range(0, count).map(i -> new Order("customer " + i % 20, i.intValue()));
    }

    private Sink<Order, Long> audit(int last) {
        return Sink.reduce(0L, (count, order) -> {
            if (order.number() == last) {
                audited.countDown();
            }
            return count + 1;
        });
    }

    /** Stands still until the audit has seen the last order. */
    private Sink<Order, Long> stuck(List<Integer> seen) {
        return Sink.reduce(0L, (count, order) -> {
            audited.await();
            seen.add(order.number());
            return count + 1;
        });
    }

    @Test
    void fanOut_dashboardStandsStill_missesTheOldestAndHoldsBackNobody() {
        List<Integer> shown = new ArrayList<>();
        List<Long> counts = FanOutAndIn.fanOut(orders(900), audit(899), stuck(shown), Sink.count())
                .run();
        assertThat(counts).containsExactly(900L, (long) shown.size(), 900L);
        assertThat(shown).hasSizeBetween(100, 102).endsWith(898, 899).isSorted();
    }

    @Test
    void fanOut_replicaLagsTooFar_isCutOffAndTheAuditHasAll() {
        List<Integer> replicated = new ArrayList<>();
        assertThatThrownBy(() -> FanOutAndIn.fanOut(orders(5_000), audit(4_999), Sink.count(), stuck(replicated))
                        .run())
                .isInstanceOf(FlowFailedException.class)
                .hasCauseInstanceOf(OverflowException.class);
        assertThat(audited.getCount()).as("the audit has the last order").isZero();
        assertThat(replicated).as("what was held").hasSizeBetween(1_000, 1_001).startsWith(0, 1);
    }

    @Test
    void fanIn_threeSources_givesAllOfEachInItsOrder() {
        var all = FanOutAndIn.fanIn(
                        Source.range(0, 50).map(i -> new Click(i.intValue(), 0)),
                        Source.range(0, 40).map(i -> new Scroll(i.intValue())),
                        Source.range(0, 30).map(i -> new KeyPress(i.intValue())))
                .toList();
        assertThat(all).hasSize(120);
        assertThat(all).filteredOn(KeyPress.class::isInstance).first().isEqualTo(new KeyPress(0));
        assertThat(all).filteredOn(KeyPress.class::isInstance).last().isEqualTo(new KeyPress(29));
    }

    @Test
    void lanes_ordersOfOneCustomer_areChargedOneByOneInOrder() {
        Set<String> busy = ConcurrentHashMap.newKeySet();
        List<String> log = new ArrayList<>();
        FanOutAndIn.lanes(
                orders(2_000),
                order -> {
                    assertThat(busy.add(order.customer())).as("one at a time").isTrue();
                    busy.remove(order.customer());
                    return order.customer() + ":" + order.number();
                },
                log::add);
        Stream<Integer> first = log.stream()
                .filter(receipt -> receipt.startsWith("customer 7:"))
                .map(receipt -> Integer.valueOf(receipt.substring("customer 7:".length())));
        assertThat(first).hasSize(100).isSorted();
        assertThat(log).hasSize(2_000);
    }
}
