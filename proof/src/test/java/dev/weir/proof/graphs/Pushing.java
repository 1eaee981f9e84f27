package dev.weir.proof.graphs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Ending;
import dev.weir.Producing;
import dev.weir.Receiver;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Pushes items as tasks of the engine, up to the answer that there is no room; minds how it is called. */
final class Pushing implements Producing {
    private final World world;
    private final List<Long> items;
    private final Receiver<Long> out;
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger stops = new AtomicInteger();
    private int next;

    Pushing(World world, List<Long> items, Receiver<Long> out) {
        this.world = world;
        this.items = items;
        this.out = out;
        world.checks.add(
                () -> assertThat(stops.get()).as("stopped at most once").isLessThanOrEqualTo(1));
        resume();
    }

    @Override
    public void resume() {
        if (running.getAndIncrement() == 0) {
            world.engine.execute(this::push);
        }
    }

    private void push() {
        do {
            boolean more = true;
            while (more && next < items.size() && stops.get() == 0) {
                more = out.push(items.get(next++));
            }
            if (more) {
                out.end();
            }
        } while (running.decrementAndGet() > 0);
    }

    @Override
    public void stop(Ending reason) {
        stops.incrementAndGet();
    }
}
