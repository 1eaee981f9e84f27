package dev.weir.internal.layer;

import dev.weir.Encoding;
import dev.weir.Ending;
import dev.weir.Framing;
import dev.weir.LayerLogic;
import dev.weir.Sides;
import dev.weir.Test;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/**
 * Frames over bytes, beneath which layers are put in as certain frames are heard. After such a frame nothing more is read
 * until its answer has been sent; then what was not read, and what comes, goes up through the layer, and what is said goes
 * down through it.
 */
public final class FrameLogic<I, O> implements LayerLogic<byte[], byte[], I, O> {
    private final FrameReader<I> reader;
    private final Encoding<? super O> encoding;
    private final Deque<Diversion<I, O>> ahead;
    private final List<Inserted> inserted = new ArrayList<>();
    private boolean awaitsAnswer;
    private long unanswered; // frames that were heard and have no answer yet, if each has one
    private boolean atEnd;

    /** Begins without any layer; the diversions come in this order. */
    public FrameLogic(Framing<I> framing, Encoding<? super O> encoding, List<Diversion<I, O>> diversions) {
        this.reader = new FrameReader<>(framing);
        this.encoding = encoding;
        this.ahead = new ArrayDeque<>(diversions);
    }

    @Override
    public boolean step(Sides<byte[], byte[], I, O> sides) throws Exception {
        boolean moved = false;
        for (Inserted layer : inserted) {
            moved |= layer.step();
        }
        moved |= say(sides);
        moved |= hear(sides);
        for (Inserted layer : inserted.reversed()) { // what is said has a way to go, down all of them
            moved |= layer.step();
        }
        return moved;
    }

    private Sides.In<byte[]> heard(Sides<byte[], byte[], I, O> sides) {
        return inserted.isEmpty() ? sides.below() : inserted.getLast().up;
    }

    private Sides.Out<byte[]> said(Sides<byte[], byte[], I, O> sides) {
        return inserted.isEmpty() ? sides.down() : inserted.getLast().above;
    }

    // ---- up

    private boolean hear(Sides<byte[], byte[], I, O> sides) throws Exception {
        Sides.In<byte[]> from = heard(sides);
        Sides.Out<I> up = sides.up();
        if (awaitsAnswer
                && !atEnd
                && from.ended()
                && reader.unread() == 0) { // what would speak through the layer has gone
            atEnd = true;
            up.end();
            return true;
        }
        if (awaitsAnswer || atEnd) {
            return false;
        }
        if (!up.wanted()) {
            atEnd = true;
            from.stop();
            return true;
        }
        if (!up.room()) {
            return false;
        }
        I frame = reader.next();
        if (frame != null) {
            up.put(frame);
            unanswered++;
            awaitsAnswer = diverts(frame);
            return true;
        }
        if (from.ready()) {
            reader.append(from.take());
            return true;
        }
        return from.ended() && end(up, from.drained());
    }

    private boolean diverts(I frame) throws Exception {
        Diversion<I, O> first = ahead.peek();
        return first != null && first.when().holds(frame);
    }

    /** What is begun is a last frame, unless a drain has stopped what was to come of it. */
    private boolean end(Sides.Out<I> up, boolean drained) throws Exception {
        atEnd = true;
        I last = drained ? null : reader.last();
        if (last != null) {
            up.put(last);
        }
        up.end();
        return true;
    }

    // ---- down

    private boolean say(Sides<byte[], byte[], I, O> sides) throws Exception {
        Sides.In<O> from = sides.above();
        Sides.Out<byte[]> down = said(sides);
        if (!down.wanted()) { // or was ended here
            boolean open = !from.ended();
            from.stop();
            return endWithoutAnswer(sides) || open;
        }
        if (from.ended()) {
            down.end();
            return true;
        }
        if (!from.ready() || !down.room()) {
            return false;
        }
        O frame = from.take();
        down.put(encoding.encode(frame));
        unanswered = Math.max(0, unanswered - 1); // what was said unasked, such as a greeting, answers nothing
        if (awaitsAnswer && answers(frame)) {
            insert(sides);
        }
        return true;
    }

    private boolean answers(O frame) throws Exception {
        Test<? super O> test = ahead.element().answered();
        return test == null ? unanswered == 0 : test.holds(frame);
    }

    /** An answer that cannot be said any more ends what is heard. */
    private boolean endWithoutAnswer(Sides<byte[], byte[], I, O> sides) {
        if (!awaitsAnswer) {
            return false;
        }
        awaitsAnswer = false;
        atEnd = true;
        heard(sides).stop();
        sides.up().end();
        return true;
    }

    private void insert(Sides<byte[], byte[], I, O> sides) throws Exception {
        awaitsAnswer = false;
        Diversion<I, O> diversion = ahead.remove();
        var logic = Objects.requireNonNull(diversion.layer().make(), "a layer must have logic but null was made");
        Sides.In<byte[]> below = new Rest(reader.takeUnread(), heard(sides));
        Sides.Out<byte[]> down = said(sides);
        inserted.add(new Inserted(logic, below, down, inserted.isEmpty() ? sides.control() : down, sides));
    }

    @Override
    public void close(Ending how) {
        inserted.reversed().forEach(layer -> layer.logic().close(how));
    }
}
