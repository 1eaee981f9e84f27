package dev.weir.examples;

import dev.weir.testkit.Simulation;
import java.time.Duration;

/** What the service depends on, slow on the simulation's clock. */
final class SlowServices {
    private SlowServices() {}

    /** Takes 50 to 600 ms, has four connections, and fails for one order. */
    static final class Database implements OrderService.Database {
        private final Simulation simulation;
        private final long failsFor;
        private int busy;

        Database(Simulation simulation, long failsFor) {
            this.simulation = simulation;
            this.failsFor = failsFor;
        }

        @Override
        public String find(long order) throws Exception {
            busy++;
            if (busy > 4) {
                throw new AssertionError("at most 4 connections must be open but there were " + busy);
            }
            try {
                simulation.sleep(Duration.ofMillis(50 + simulation.random().nextInt(550)));
                if (order == failsFor) {
                    throw new IllegalStateException("the database is down");
                }
                return "order " + order;
            } finally {
                busy--;
            }
        }
    }

    /** Holds three mails, and sends them in a task of its own. */
    static final class Outbox implements OrderService.Outbox {
        private final Simulation simulation;
        private Runnable drained = () -> {};
        private int held;

        Outbox(Simulation simulation) {
            this.simulation = simulation;
        }

        @Override
        public boolean send(String mail) {
            held++;
            if (held < 3) {
                return true;
            }
            simulation.execute(() -> {
                held = 0;
                drained.run();
            });
            return false;
        }

        @Override
        public void onDrain(Runnable whenDrained) {
            drained = whenDrained;
        }
    }
}
