package dev.weir;

import dev.weir.internal.layer.Diversion;
import dev.weir.internal.layer.FrameLogic;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Frames over a conversation of bytes, and where layers are to be put in between. */
record FramedOver<I, O>(Duplex<byte[], byte[]> below, FrameLayer<I, O> frames, List<Diversion<I, O>> diversions) {
    private static final Capacity FRAMES = Capacity.items(4);

    Duplex<I, O> divert(
            Test<? super I> when,
            @Nullable Test<? super O> answered,
            LogicLayer<byte[], byte[], byte[], byte[]> layer) {
        if (layer.isReversed()) {
            throw new IllegalArgumentException("a layer must stand upright to be put in beneath frames but '" + layer
                    + "' is reversed; declare it the other way round");
        }
        List<Diversion<I, O>> all = new ArrayList<>(diversions);
        all.add(new Diversion<>(when, answered, layer::logic));
        LayerRoom wire = layer.room();
        LayerRoom room = new LayerRoom(wire.below(), FRAMES, FRAMES, wire.down(), wire.control());
        LogicLayer<byte[], byte[], I, O> diverting = Layer.stateful(
                frames.name(), room, () -> new FrameLogic<I, O>(frames.framing().make(), frames.encoding(), all));
        Duplex<I, O> upper = diverting.over(below);
        return new Duplex<>(upper.source(), upper.sink(), true, new FramedOver<>(below, frames, List.copyOf(all)));
    }
}
