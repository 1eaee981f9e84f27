package dev.weir.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Capacity;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Subscribers that ask and cancel as they like, and runs that are cancelled while they are published to. */
@Timeout(300)
class PublisherStressTest {
    private static final int ITEMS = 100;

    /** Asks from outside, now and then, and cancels after so many items, if it comes to that. */
    private static final class Asking implements Flow.Subscriber<Owned> {
        final CountDownLatch introduced = new CountDownLatch(1);
        final CountDownLatch over = new CountDownLatch(1);
        final AtomicLong asked = new AtomicLong();
        final int enough;
        final AtomicLong seen = new AtomicLong();
        final Queue<String> wrong = new ConcurrentLinkedQueue<>();
        private Flow.Subscription subscription;

        Asking(int enough) {
            this.enough = enough;
        }

        void ask(Random random) throws InterruptedException {
            assertThat(introduced.await(Rounds.LONG_SECONDS, TimeUnit.SECONDS)).isTrue();
            for (int n = 0; n < 2 * ITEMS && over.getCount() > 0; n++) {
                int more = 1 + random.nextInt(5);
                asked.addAndGet(more);
                subscription.request(more);
                Rounds.spin(random, 100);
            }
            assertThat(over.await(Rounds.LONG_SECONDS, TimeUnit.SECONDS))
                    .as("it must end; %s of %s were seen", seen, asked)
                    .isTrue();
        }

        private void check(boolean right, String otherwise) {
            if (!right) {
                wrong.add(otherwise);
            }
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            introduced.countDown();
        }

        @Override
        public void onNext(Owned item) {
            item.release();
            long number = seen.getAndIncrement();
            check(item.number() == number, "an item is out of order");
            check(number < asked.get(), "more came than was asked for");
            check(over.getCount() > 0, "an item came after the end");
            if (seen.get() == enough) {
                subscription.cancel();
                over.countDown();
            }
        }

        @Override
        public void onError(Throwable cause) {
            wrong.add(cause.toString());
            over.countDown();
        }

        @Override
        public void onComplete() {
            check(over.getCount() > 0, "it has ended twice");
            over.countDown();
        }
    }

    private static Flow.Publisher<Owned> publisher(Queue<Owned> made) {
        return Source.range(0, ITEMS)
                .map(Owned::new)
                .peek(made::add)
                .buffer(3)
                .releasing(Owned.class, Owned::release)
                .asPublisher();
    }

    private static void subscribe(Random random, Queue<Owned> made) throws InterruptedException {
        Asking asking = new Asking(1 + random.nextInt(2 * ITEMS));
        publisher(made).subscribe(asking);
        asking.ask(random);
        assertThat(asking.wrong).isEmpty();
    }

    private static void runOnIt(Random random, Queue<Owned> made) throws InterruptedException {
        Running<Long> run = Source.<Owned>from(publisher(made), Capacity.items(1 + random.nextInt(4)))
                .releasing(Owned.class, Owned::release)
                .peek(Owned::release)
                .to(Sink.<Owned>count())
                .start();
        boolean cancels = random.nextBoolean();
        if (cancels) {
            Rounds.spin(random, 5_000);
            run.cancel("enough");
        }
        Ends.await(run);
        assertThat(Ends.isClean(run) ? run.join() : ITEMS).isEqualTo(ITEMS);
        assertThat(Ends.isClean(run) || cancels).as("it must end cleanly").isTrue();
    }

    @Test
    void publishers_whoseSubscribersCancel_forgetNoItem() {
        Rounds.go(random -> {
            Queue<Owned> made = new ConcurrentLinkedQueue<>();
            Rounds.together(
                    random,
                    List.of(
                            own -> subscribe(own, made),
                            own -> subscribe(own, made),
                            own -> runOnIt(own, made),
                            own -> runOnIt(own, made)));
            awaitNone(); // a publisher's run is over a moment after its subscriber has left
            Owned.assertReleasedOnce(made);
        });
    }

    private static void awaitNone() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Rounds.LONG_SECONDS);
        while (!Running.all().isEmpty()) {
            assertThat(System.nanoTime() - end)
                    .as("all runs must end but these do not: %s", Running.all())
                    .isNegative();
            Thread.onSpinWait();
        }
    }
}
