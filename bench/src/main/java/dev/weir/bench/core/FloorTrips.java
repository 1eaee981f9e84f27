package dev.weir.bench.core;

import org.jspecify.annotations.Nullable;

/** Round trips by hand: one field for what is offered. */
final class FloorTrips implements Trip {
    private final Answers answers;
    private final Sleeper consumer = new Sleeper();
    private volatile @Nullable Long offered;
    private volatile boolean closed;

    private FloorTrips(Answers answers) {
        this.answers = answers;
    }

    static Trip virtual(Answers answers) {
        var trip = new FloorTrips(answers);
        Thread.startVirtualThread(() -> {
            while (!trip.closed) {
                trip.consumer.sleepUntil(trip::wanted);
                trip.answer();
            }
        });
        return trip;
    }

    static Trip spinning(Answers answers) {
        var trip = new FloorTrips(answers);
        Thread.ofPlatform().daemon().start(() -> {
            while (!trip.closed) {
                Thread.onSpinWait();
                trip.answer();
            }
        });
        return trip;
    }

    private boolean wanted() {
        return closed || offered != null;
    }

    private void answer() {
        Long item = offered;
        if (item != null) {
            offered = null;
            answers.answer(item);
        }
    }

    @Override
    public void offer(Long item) {
        offered = item;
        consumer.wake();
    }

    @Override
    public void close() {
        closed = true;
        consumer.wake();
    }
}
