package dev.weir.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.FlowFailedException;
import dev.weir.testkit.Books;
import dev.weir.testkit.Simulation;
import java.time.Duration;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ten minutes of orders, in an instant: what a user's test of a service with a slow database looks like. */
@Timeout(60)
class OrderServiceTest {
    private static final int ORDERS = 3_000;
    private static final long NONE = -1;

    /** Five orders at once each second; whatever the order of things, all are mailed, and at no moment is there too much of anything. */
    private static void tenMinutes(
            BiFunction<OrderService.Database, OrderService.Outbox, OrderService> service, long failsFor) {
        Simulation.forSeeds(3, simulation -> {
            OrderService.Open open = service.apply(
                            new SlowServices.Database(simulation, failsFor), new SlowServices.Outbox(simulation))
                    .open();
            simulation.always(() -> Books.assertKept(open.run()));
            for (long order = 0; order < ORDERS && !open.run().ended(); order++) {
                assertThat(open.orders().offer(order).accepted())
                        .as("room for %d", order)
                        .isTrue();
                simulation.advance(order % 5 == 4 ? Duration.ofSeconds(1) : Duration.ZERO);
            }
            open.orders().close();
            if (failsFor == NONE) {
                assertThat(open.run().join()).isEqualTo(ORDERS);
                assertThat(simulation.elapsed()).isGreaterThanOrEqualTo(Duration.ofMinutes(10));
            } else {
                assertThatThrownBy(open.run()::join).isInstanceOf(FlowFailedException.class);
            }
        });
    }

    @Test
    void theService_keepsAllPromises() {
        tenMinutes(OrderService::new, NONE);
        tenMinutes(OrderService::new, ORDERS / 2);
    }

    @Test
    void anEnding_thatIsSwallowed_isFound() {
        assertThatThrownBy(() -> tenMinutes(BrokenOrderServices.SwallowsEnding::new, ORDERS / 2))
                .hasMessageContaining("Expecting code to raise a throwable");
    }

    @Test
    void aWakeUp_thatIsLost_isFound() {
        assertThatThrownBy(() -> tenMinutes(BrokenOrderServices.LosesWakeUp::new, NONE))
                .hasMessageContaining("room for");
    }

    @Test
    void aBound_thatIsExceeded_isFound() {
        assertThatThrownBy(() -> tenMinutes(BrokenOrderServices.ExceedsBound::new, NONE))
                .hasMessageContaining("at most 4 connections must be open but there were 5");
    }
}
