package dev.weir.internal.stage;

import dev.weir.Sides;
import org.jspecify.annotations.Nullable;

/** An inlet, or an outlet, of this number, as the logic of a layer sees it. */
class LayerEnd implements Sides.In<Object>, Sides.Out<Object> {
    final Switchboard board;
    final int number;

    LayerEnd(Switchboard board, int number) {
        this.board = board;
        this.number = number;
    }

    @Override
    public @Nullable Object peek() {
        return board.peek(number);
    }

    @Override
    public Object take() {
        return board.take(number);
    }

    @Override
    public boolean ended() {
        return board.ended(number);
    }

    @Override
    public boolean drained() {
        return board.drained(number);
    }

    @Override
    public void stop() {
        board.stop(number);
    }

    @Override
    public boolean room() {
        return board.room(number);
    }

    @Override
    public void put(Object item) {
        board.put(number, item);
    }

    @Override
    public boolean wanted() {
        return board.wanted(number);
    }

    @Override
    public void end() {
        board.end(number);
    }
}
