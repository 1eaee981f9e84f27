package dev.weir.proof.graphs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Capacity;
import dev.weir.Hub;
import dev.weir.Overflow;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Hubs: one listener is part of the graph; speakers and other listeners come and go while it runs. */
final class Hubs {
    private static final List<Overflow> OVERFLOWS =
            List.of(Overflow.WAIT, Overflow.DROP_OLDEST, Overflow.DROP_NEWEST, Overflow.LATEST, Overflow.DETACH);

    private final World world;

    Hubs(World world) {
        this.world = world;
    }

    Source<Long> heard(List<Long> items, int c) {
        Hub<Long> hub = Hub.named(world.name("hub"));
        int speakers = world.small();
        AtomicInteger open = new AtomicInteger(speakers);
        for (int i = 0; i < speakers; i++) {
            List<Long> part = part(items, i, speakers);
            Runnable speaks = () -> speak(hub, part, open);
            if (i == 0) {
                world.starts.add(speaks);
            } else {
                world.events.add(speaks);
            }
        }
        for (int i = world.choices.below(3); i > 0; i--) {
            listener(hub, items, speakers);
        }
        world.ends.add(hub::close);
        world.checks.add(() -> {
            assertThat(hub.reading().speakers()).as("speakers left").isZero();
            assertThat(hub.reading().listeners()).as("listeners left").isZero();
        });
        return hub.source(Capacity.items(c), Overflow.WAIT);
    }

    private static List<Long> part(List<Long> items, int number, int of) {
        return items.subList(items.size() * number / of, items.size() * (number + 1) / of);
    }

    private void speak(Hub<Long> hub, List<Long> part, AtomicInteger open) {
        Running<Long> speaker =
                Source.from(part).to(hub.sink()).on(world.engine).start();
        world.beside.add(speaker);
        var _ = speaker.result().whenComplete((value, thrown) -> {
            if (open.decrementAndGet() == 0) {
                hub.close();
            }
        });
    }

    /** Comes at some time, leaves after some items, or at some time, or at the end. */
    private void listener(Hub<Long> hub, List<Long> items, int speakers) {
        List<Long> heard = Collections.synchronizedList(new ArrayList<>());
        Capacity capacity = Capacity.items(world.small());
        Overflow overflow = world.choices.of(OVERFLOWS);
        int most = world.choices.oneIn(2) ? world.choices.below(items.size() + 1) : Integer.MAX_VALUE;
        boolean leaves = world.choices.oneIn(3);
        world.events.add(() -> {
            Running<?> listener = hub.source(capacity, overflow)
                    .limit(most)
                    .to(Sink.forEach(heard::add))
                    .on(world.engine)
                    .start();
            world.beside.add(listener);
            if (leaves) {
                world.events.add(() -> listener.cancel("it leaves"));
            }
        });
        world.checks.add(() -> {
            assertThat(items).as("what was said").containsAll(heard);
            assertThat(heard).as("heard once").doesNotHaveDuplicates();
            for (int i = 0; i < speakers; i++) {
                assertThat(heard.stream().filter(part(items, i, speakers)::contains))
                        .as("of each speaker in its order")
                        .isSorted();
            }
        });
    }
}
