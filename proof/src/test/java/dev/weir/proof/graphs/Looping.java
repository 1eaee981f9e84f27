package dev.weir.proof.graphs;

import dev.weir.FlowCancelledException;
import dev.weir.FlowFailedException;
import dev.weir.Items;
import dev.weir.Running;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A loop of the test, left after some items. */
record Looping(Items<Item> items, List<Item> seen, long most) implements Taking {
    @Override
    public @Nullable Running<?> running() {
        return null;
    }

    @Override
    public void stop(String reason) {
        items.close();
    }

    @Override
    public void drain(Duration within) {
        items.close();
    }

    @Override
    public @Nullable Throwable end() {
        try (items) {
            Iterator<Item> all = items.iterator();
            while (seen.size() < most && all.hasNext()) {
                Item item = all.next();
                seen.add(item);
                item.release();
            }
            return null;
        } catch (FlowFailedException | FlowCancelledException e) {
            return e;
        }
    }
}
