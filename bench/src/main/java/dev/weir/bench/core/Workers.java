package dev.weir.bench.core;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Calls made by virtual threads that are kept, by hand: each takes the next number that nobody has taken. */
final class Workers {
    private final int workers;
    private final long items;
    private final LongUnaryOperator call;
    private final AtomicLong next = new AtomicLong();

    private final AtomicReferenceArray<@Nullable Long> done; // a window: who would leave it waits
    private final Sleeper[] asleep; // for two windows: who is about to leave one still uses its own
    private final Sleeper adder = new Sleeper();
    private volatile long added;

    private Workers(int workers, long items, LongUnaryOperator call) {
        this.workers = workers;
        this.items = items;
        this.call = call;
        this.done = new AtomicReferenceArray<>(workers);
        this.asleep = Tasks.each(2 * workers, _ -> new Sleeper()).toArray(Sleeper[]::new);
    }

    /** Each adds up what its own calls answer. */
    static long sum(int workers, long items, LongUnaryOperator call) {
        var all = new Workers(workers, items, call);
        return Tasks.sumOf(workers, _ -> all::sumOfOne);
    }

    private long sumOfOne() {
        long sum = 0;
        for (long item = next.getAndIncrement(); item < items; item = next.getAndIncrement()) {
            sum += call.applyAsLong(item);
        }
        return sum;
    }

    /** One more thread adds up all answers in the order of the numbers; nobody is further ahead of it than there are workers. */
    static long sumInOrder(int workers, long items, LongUnaryOperator call) {
        var all = new Workers(workers, items, call);
        for (int i = 0; i < workers; i++) {
            Thread.startVirtualThread(all::answerEach);
        }
        return Tasks.get(Tasks.start(all::sumInOrder));
    }

    private void answerEach() {
        for (long item = next.getAndIncrement(); item < items; item = next.getAndIncrement()) {
            long mine = item;
            int place = (int) (mine % workers);
            sleeper(mine).sleepUntil(() -> added > mine - workers);
            done.set(place, call.applyAsLong(mine));
            if (added == mine) {
                adder.wake();
            }
        }
    }

    private Sleeper sleeper(long item) {
        return asleep[(int) (item % asleep.length)];
    }

    private long sumInOrder() {
        long sum = 0;
        for (long item = 0; item < items; item++) {
            int place = (int) (item % workers);
            if (done.get(place) == null) {
                adder.sleepUntil(() -> done.get(place) != null);
            }
            sum += Objects.requireNonNull(done.getAndSet(place, null));
            added = item + 1;
            sleeper(item + workers).wake();
        }
        return sum;
    }
}
