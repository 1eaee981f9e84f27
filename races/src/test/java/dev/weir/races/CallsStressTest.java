package dev.weir.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Calls;
import dev.weir.Retry;
import dev.weir.Running;
import dev.weir.Setting;
import dev.weir.Sink;
import dev.weir.Source;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that fail, are tried again, are set to other numbers at a time, and are cancelled. */
@Timeout(300)
class CallsStressTest {
    private static final int ITEMS = 80;
    private static final int MOST = 4;

    /** One run of calls of some kind. */
    private static final class Round {
        final Queue<Owned> made = new ConcurrentLinkedQueue<>();
        final AtomicLong seen = new AtomicLong();
        final boolean fails;
        final boolean retries;
        final Running<?> run;
        volatile boolean cancelled;

        Round(Random random) {
            fails = random.nextInt(3) == 0;
            retries = random.nextBoolean();
            Source<Owned> items = Source.range(0, ITEMS)
                    .map(Owned::new)
                    .peek(made::add)
                    .releasing(Owned.class, Owned::release)
                    .buffer(2);
            run = called(items, random)
                    .named("calls")
                    .to(Sink.<Owned>forEach(item -> {
                        seen.incrementAndGet();
                        item.release();
                    }))
                    .start();
        }

        private Source<Owned> called(Source<Owned> items, Random random) {
            Calls<Owned> calls = random.nextBoolean() ? Calls.atMost(MOST) : Calls.adaptive(MOST);
            calls = random.nextBoolean() ? calls : calls.unordered();
            calls = random.nextBoolean() ? calls : calls.perKey(item -> item.number() % 3);
            calls = retries ? calls.retrying(Retry.times(2).backoff(Duration.ofNanos(1), Duration.ofNanos(9))) : calls;
            AtomicLong tries = new AtomicLong();
            return random.nextBoolean()
                    ? items.mapConcurrent(calls, item -> call(item, tries))
                    : items.mapAsync(calls, item -> CompletableFuture.supplyAsync(() -> call(item, tries)));
        }

        /** Fails now and then, at the first try; and for good at one item, if this is a round for that. */
        private Owned call(Owned item, AtomicLong tries) {
            if (fails && item.number() == ITEMS / 2) {
                throw new IllegalStateException("bad");
            }
            if (retries && tries.incrementAndGet() % 20 == 0) {
                throw new IllegalStateException("once");
            }
            return item;
        }

        void disturb(Random random) {
            for (int n = 0; n < 50 && !run.ended(); n++) {
                run.set("calls", new Setting.Concurrency(1 + random.nextInt(MOST)));
                Ends.look(run);
                Rounds.spin(random, 300);
            }
            run.set("calls", new Setting.Concurrency(MOST));
        }

        void cancel(Random random) {
            if (random.nextInt(3) == 0) {
                Rounds.spin(random, 5_000);
                cancelled = true;
                run.cancel("enough");
            }
        }

        void check() throws InterruptedException {
            Ends.await(run);
            assertThat(Ends.isClean(run) || cancelled || fails)
                    .as("it must end cleanly")
                    .isTrue();
            if (Ends.isClean(run)) {
                assertThat(seen.get()).isEqualTo(ITEMS);
                Owned.assertReleasedOnce(made);
            }
        }
    }

    @Test
    void calls_thatFailAndAreCancelled_keepTheirBooks() {
        Rounds.go(random -> {
            Round round = new Round(random);
            Rounds.together(random, List.of(round::disturb, round::cancel));
            round.check();
        });
    }
}
