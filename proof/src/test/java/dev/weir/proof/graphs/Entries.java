package dev.weir.proof.graphs;

import dev.weir.Entry;
import dev.weir.Source;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Work from outside: those who put items in, one or two at a time, until all are in or the entry takes no more. */
final class Entries {
    private final World world;

    Entries(World world) {
        this.world = world;
    }

    Source<Long> fed(List<Long> items, int c) {
        String name = world.name("entry");
        int half = world.choices.oneIn(2) ? items.size() / 2 : items.size();
        boolean offers = world.choices.oneIn(2);
        world.starts.add(() -> {
            Entry<Long> entry = world.run.entry(name);
            AtomicInteger open = new AtomicInteger(2);
            feed(entry, items.subList(0, half), offers, open);
            feed(entry, items.subList(half, items.size()), false, open);
        });
        return Source.entry(name, c);
    }

    private void feed(Entry<Long> entry, List<Long> items, boolean offers, AtomicInteger open) {
        world.feeders.incrementAndGet();
        world.engine.executeBlocking(() -> {
            try {
                for (Long item : items) {
                    if (!offers || !entry.offer(item).accepted()) {
                        entry.put(item);
                    }
                }
                if (open.decrementAndGet() == 0) {
                    entry.close();
                }
            } catch (IllegalStateException e) {
                // it takes nothing more: the run is over, or drains
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody must interrupt one who puts items in but somebody did", e);
            } finally {
                world.feeders.decrementAndGet();
            }
        });
    }
}
