package dev.weir.proof.graphs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Capacity;
import dev.weir.Receiver;
import dev.weir.Source;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An API that calls back, with pause and resume: it pushes one item a task of the engine, and may push one more when it is paused. */
final class Calling {
    private final World world;
    private final List<Long> items;
    private final AtomicInteger wakes = new AtomicInteger();
    private volatile boolean paused;
    private @Nullable Receiver<Long> out;
    private int next;

    Calling(World world, List<Long> items) {
        this.world = world;
        this.items = items;
    }

    Source<Long> source(int c) {
        return Source.pausable(
                Capacity.items(c + 2),
                2,
                to -> {
                    assertThat(out).as("subscribed to once").isNull();
                    out = to;
                    wake();
                },
                () -> paused = true,
                () -> {
                    paused = false;
                    wake();
                });
    }

    private void wake() {
        if (wakes.getAndIncrement() == 0) {
            world.engine.execute(this::push);
        }
    }

    private void push() {
        while (!paused && next <= items.size()) {
            if (next < items.size()) {
                out.push(items.get(next));
            } else {
                out.end();
            }
            next++;
        }
        int seen = wakes.getAndSet(0);
        if (seen > 1) {
            wake();
        }
    }
}
