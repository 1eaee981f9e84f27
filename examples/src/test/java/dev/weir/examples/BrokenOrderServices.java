package dev.weir.examples;

import dev.weir.Engine;
import dev.weir.Source;
import java.time.Duration;

/** The service with mistakes as they are made. */
final class BrokenOrderServices {
    private BrokenOrderServices() {}

    /** A failed database looks like the end of the orders. */
    static final class SwallowsEnding extends OrderService {
        SwallowsEnding(Database database, Outbox outbox) {
            super(database, outbox);
        }

        @Override
        protected Source<String> found(Source<Long> orders) {
            return super.found(orders).recover(failure -> Source.of());
        }
    }

    /** It asks to be called back a moment after it was told that the outbox is full: too late, if that has drained. */
    static final class LosesWakeUp extends OrderService {
        LosesWakeUp(Database database, Outbox outbox) {
            super(database, late(outbox));
        }

        private static Outbox late(Outbox outbox) {
            return new Outbox() {
                private Runnable drained = () -> {};

                @Override
                public boolean send(String mail) {
                    boolean room = outbox.send(mail);
                    if (!room) {
                        outbox.onDrain(() -> {});
                        Engine.current().execute(() -> outbox.onDrain(drained));
                    }
                    return room;
                }

                @Override
                public void onDrain(Runnable whenDrained) {
                    drained = whenDrained;
                }
            };
        }
    }

    /** It counts connections itself, and logs in between having looked and having counted. */
    static final class ExceedsBound extends OrderService {
        private int open;
        private final Database database;

        ExceedsBound(Database database, Outbox outbox) {
            super(database, outbox);
            this.database = database;
        }

        @Override
        protected Source<String> found(Source<Long> orders) {
            return orders.mapConcurrent(16, order -> {
                while (open >= 4) {
                    Engine.current().sleep(Duration.ofMillis(5));
                }
                Engine.current().sleep(Duration.ofMillis(2)); // logs in
                open++;
                try {
                    return database.find(order);
                } finally {
                    open--;
                }
            });
        }
    }
}
