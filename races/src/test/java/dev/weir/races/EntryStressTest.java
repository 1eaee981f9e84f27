package dev.weir.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Entry;
import dev.weir.Overflow;
import dev.weir.Pause;
import dev.weir.Running;
import dev.weir.Setting;
import dev.weir.Sink;
import dev.weir.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many put into an entry while others pause, set, read, drain and cancel the run. */
@Timeout(300)
class EntryStressTest {
    private static final int PLACES = 8;

    /** One run, and all that is known of its items. */
    private static final class Round {
        final Queue<Owned> accepted = new ConcurrentLinkedQueue<>();
        final AtomicLong seen = new AtomicLong();
        final AtomicInteger writing;
        final Running<?> run;
        final Entry<Owned> entry;
        final boolean loses;
        volatile boolean disturbed;

        Round(Random random, int writers) {
            writing = new AtomicInteger(writers);
            loses = random.nextInt(4) == 0;
            Source<Owned> source = Source.<Owned>entry("in", 1 + random.nextInt(PLACES))
                    .releasing(Owned.class, Owned::release)
                    .buffer(PLACES)
                    .named("buffer");
            source = random.nextBoolean()
                    ? source
                    : source.mapConcurrent(PLACES, item -> item).named("calls");
            source = loses ? source.buffer(2, Overflow.DROP_OLDEST) : source;
            run = source.to(Sink.<Owned>forEach(item -> {
                        seen.incrementAndGet();
                        item.release();
                    }))
                    .start();
            entry = run.entry("in");
        }

        void write(Random random) throws InterruptedException {
            try {
                for (int n = random.nextInt(200); n > 0; n--) {
                    Owned item = new Owned(n);
                    if (random.nextBoolean()) {
                        entry.put(item);
                        accepted.add(item);
                    } else if (entry.offer(item).accepted()) {
                        accepted.add(item);
                    }
                    Rounds.spin(random, 50);
                }
            } catch (IllegalStateException closed) {
                assertThat(disturbed).as("it is closed: " + closed).isTrue();
            } finally {
                if (writing.decrementAndGet() == 0) {
                    entry.close();
                }
            }
        }

        void pause(Random random) {
            for (int n = 0; n < 50 && !run.ended(); n++) {
                try (Pause _ = run.pause("pause " + n)) {
                    Rounds.spin(random, 200);
                }
                Rounds.spin(random, 500);
            }
        }

        void set(Random random) {
            for (int n = 0; n < 200 && !run.ended(); n++) {
                run.set("buffer", new Setting.Capacity(1 + random.nextInt(PLACES)));
                if (run.plan().nodes().stream().anyMatch(node -> node.name().equals("calls"))) {
                    run.set("calls", new Setting.Concurrency(1 + random.nextInt(PLACES)));
                }
                Rounds.spin(random, 200);
            }
        }

        void read(Random random) {
            for (int n = 0; n < 1000 && !run.ended(); n++) {
                Ends.look(run);
                Rounds.spin(random, 50);
            }
        }

        void disturb(Random random) {
            int way = random.nextInt(4);
            Rounds.spin(random, 20_000);
            if (way == 0) {
                disturbed = true;
                run.cancel("enough");
            } else if (way == 1) {
                disturbed = true;
                var _ = run.drain(Duration.ofSeconds(Rounds.LONG_SECONDS));
            }
        }

        void check() throws InterruptedException {
            Ends.await(run);
            assertThat(Ends.isClean(run) || disturbed).as("it must end cleanly").isTrue();
            Owned.assertReleasedOnce(accepted);
            assertThat(seen.get() + Ends.lost(run)).as("seen or let go").isEqualTo(accepted.size());
            assertThat(disturbed || loses || Ends.lost(run) == 0)
                    .as("nothing is let go")
                    .isTrue();
        }
    }

    @Test
    void anEntry_thatManyUse_keepsItsBooks() {
        Rounds.go(random -> {
            int writers = 1 + random.nextInt(3);
            Round round = new Round(random, writers);
            List<Rounds.Part> parts = new ArrayList<>(List.of(round::pause, round::set, round::read, round::disturb));
            for (int n = 0; n < writers; n++) {
                parts.add(round::write);
            }
            Rounds.together(random, parts);
            round.check();
        });
    }
}
