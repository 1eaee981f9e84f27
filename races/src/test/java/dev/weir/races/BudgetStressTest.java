package dev.weir.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Budget;
import dev.weir.Calls;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several runs share a budget; some of them are cancelled, some fail. */
@Timeout(300)
class BudgetStressTest {
    private static final int MOST = 3;
    private static final int ITEMS = 60;

    /** A budget, and who takes from it. */
    private static final class Round {
        final Budget budget = Budget.of(MOST);
        final AtomicLong now = new AtomicLong();
        final AtomicLong mostNow = new AtomicLong();
        final Queue<Owned> items = new ConcurrentLinkedQueue<>();

        private Owned make(long number) {
            Owned item = new Owned(number);
            items.add(item);
            return item;
        }

        private static long cost(Owned item) {
            return 1 + item.number() % 2;
        }

        private Owned call(Owned item, long bad) {
            long held = now.addAndGet(cost(item));
            mostNow.accumulateAndGet(held, Math::max);
            try {
                if (item.number() == bad) {
                    item.release(); // who throws keeps it
                    throw new IllegalStateException("bad");
                }
                return item;
            } finally {
                now.addAndGet(-cost(item));
            }
        }

        void run(Random random) throws InterruptedException {
            for (int n = 0; n < 3; n++) {
                int bad = random.nextInt(2 * ITEMS) - ITEMS;
                Calls<Owned> calls = Calls.<Owned>atMost(1 + random.nextInt(4)).within(budget, Round::cost);
                Running<Long> run = Source.range(0, ITEMS)
                        .map(this::make)
                        .releasing(Owned.class, Owned::release)
                        .mapConcurrent(random.nextBoolean() ? calls : calls.unordered(), item -> call(item, bad))
                        .peek(Owned::release)
                        .to(Sink.<Owned>count())
                        .start();
                if (random.nextInt(3) == 0) {
                    Rounds.spin(random, 5_000);
                    run.cancel("enough");
                }
                Ends.look(run);
                Ends.await(run);
            }
        }
    }

    @Test
    void aBudget_thatRunsShare_isKeptAndComesBack() {
        Rounds.go(random -> {
            Round round = new Round();
            Rounds.together(random, List.of(round::run, round::run, round::run));
            assertThat(round.budget.used()).as("permits in use").isZero();
            assertThat(round.mostNow.get()).as("at a time").isLessThanOrEqualTo(MOST);
            Owned.assertReleasedOnce(round.items);
        });
    }
}
