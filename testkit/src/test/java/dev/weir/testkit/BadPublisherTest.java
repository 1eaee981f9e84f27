package dev.weir.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Capacity;
import dev.weir.FlowFailedException;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever a publisher does, the run ends, holds no more than it may, and says which rule was broken, where going on would
 * be a guess.
 */
@Timeout(60)
class BadPublisherTest {
    private static final List<Long> ITEMS = LongStream.range(0, 20).boxed().toList();

    /** What the run is told, and null where it can end as if all were well. */
    private static String told(BadPublisher how) {
        return switch (how) {
            case NO_SUBSCRIPTION, MORE_THAN_ASKED_FOR, UNASKED, DEAF_TO_CANCEL ->
                "a publisher must not publish more than was asked for but did";
            case NULL_SUBSCRIPTION -> "a subscription must be given but it was null";
            case NULL_ITEM -> "an item must be published but it was null";
            case NULL_FAILURE -> "a cause must be given but it was null";
            case THROWS_IN_SUBSCRIBE -> "thrown by subscribe";
            case THROWS_IN_REQUEST -> "thrown by request";
            case END_WITHOUT_SUBSCRIPTION, TWO_SUBSCRIPTIONS, ITEM_AFTER_END, SEVERAL_ENDS, THROWS_IN_CANCEL -> null;
        };
    }

    private static Running<List<Long>> start(BadPublisher how, Stand stand, long most) {
        return stand.watch(Source.from(how.of(ITEMS), Capacity.items(stand.places))
                .limit(most)
                .to(Sink.toList())
                .on(stand.engine)
                .start());
    }

    @ParameterizedTest
    @EnumSource
    void publisher_thatBreaksARule_endsTheRunAndIsTold(BadPublisher how) throws Exception {
        Stand.everywhere(Stand.Where.ON_ALL, stand -> {
            // What never ends by itself, having done nothing wrong until then, is cut short.
            boolean endless = how == BadPublisher.THROWS_IN_CANCEL || how == BadPublisher.TWO_SUBSCRIPTIONS;
            RuntimeException ended = stand.failure(start(how, stand, endless ? 20 : 1000));
            String rule = told(how);
            if (rule == null) {
                assertThat(ended).isNull();
            } else {
                assertThat(ended)
                        .isInstanceOf(FlowFailedException.class)
                        .hasMessageStartingWith("stage 'from-0' failed");
                assertThat(ended.getCause()).hasMessageContaining(rule);
            }
        });
    }

    /** What is cut short while the publisher goes on: what comes then is let go. */
    @ParameterizedTest
    @EnumSource(
            names = {"DEAF_TO_CANCEL", "THROWS_IN_CANCEL", "TWO_SUBSCRIPTIONS", "SEVERAL_ENDS", "MORE_THAN_ASKED_FOR"})
    void publisher_thatGoesOnAfterACancel_disturbsNothing(BadPublisher how) throws Exception {
        Stand.everywhere(Stand.Where.ON_ALL, stand -> {
            List<Long> first = stand.result(start(how, stand, 1));
            assertThat(first).containsExactly(0L);
        });
    }

    /** With nowhere to go, and then cancelled. */
    @ParameterizedTest
    @EnumSource
    void publisher_whoseItemsNobodyTakes_isOverAfterACancel(BadPublisher how) throws Exception {
        Stand.everywhere(Stand.Where.ON_ALL, stand -> {
            Running<List<Long>> run = stand.watch(Source.from(how.of(ITEMS), Capacity.items(stand.places))
                    .to(SinkProbe.<Long>withRoomFor(1).sink())
                    .on(stand.engine)
                    .start());
            stand.settle();
            Books.assertKept(run);
            run.cancel("enough");
            var _ = stand.failure(run);
        });
    }
}
