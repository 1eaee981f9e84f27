package dev.weir.internal.engine;

import dev.weir.Items;
import dev.weir.internal.stage.Handover;
import java.util.NoSuchElementException;
import java.util.Objects;

/** Items that a thread takes by driving the last island itself. */
final class OpenItems<T> implements Items<T> {
    private final Runner<?> run;
    private final Island here;
    private final Handover.Hand<T> hand;

    OpenItems(Runner<?> run, Island here, Handover.Hand<T> hand) {
        this.run = run;
        this.here = here;
        this.hand = hand;
    }

    @Override
    public boolean hasNext() {
        if (!hand.full()) {
            run.drivenHere();
            here.runHere(hand::full);
        }
        if (hand.full()) {
            return true;
        }
        run.joinHere();
        return false;
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("there must be an item but the flow has ended; ask hasNext() first");
        }
        return Objects.requireNonNull(hand.empty());
    }

    @Override
    public void close() {
        run.cancel("its items were closed");
        here.runHere(() -> false);
        run.close();
    }
}
