package dev.weir.testkit.load;

import dev.weir.admission.Alarm;
import dev.weir.admission.Ticker;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Virtual time: what is to happen happens in its order, and nothing waits. The same seed gives the same run. */
public final class Timeline implements Ticker, Alarm {
    private record Event(long at, long order, Runnable run) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final SplittableRandom random;
    private long now;
    private long order;

    /**
     * Time that begins at 0.
     *
     * @param seed of all that is left to chance
     */
    public Timeline(long seed) {
        random = new SplittableRandom(seed);
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void in(long nanos, Runnable then) {
        events.add(new Event(now + Math.max(0, nanos), order++, then));
    }

    /**
     * What is left to chance.
     *
     * @return random numbers that follow from the seed
     */
    public RandomGenerator random() {
        return random;
    }

    /**
     * Lets time pass, and all happen that is to happen in it.
     *
     * @param time how much
     */
    public void pass(Duration time) {
        long end = now + time.toNanos();
        while (!events.isEmpty() && events.peek().at() < end) {
            happens();
        }
        now = end;
    }

    /** Lets all happen that is to happen, however long it takes. Does not come back if there is always more to come. */
    public void passAll() {
        while (!events.isEmpty()) {
            happens();
        }
    }

    private void happens() {
        Event event = events.remove();
        now = event.at();
        event.run().run();
    }
}
