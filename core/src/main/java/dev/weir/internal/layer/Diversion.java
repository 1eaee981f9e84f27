package dev.weir.internal.layer;

import dev.weir.LayerLogic;
import dev.weir.Make;
import dev.weir.Test;
import org.jspecify.annotations.Nullable;

/**
 * From the first frame for which a test holds on, a layer stands beneath the frames; on the way down, from the answer to it
 * on.
 *
 * @param when holds for the frame
 * @param answered holds for the answer to it; null: each frame has one answer
 * @param layer makes the logic of the layer
 */
public record Diversion<I, O>(
        Test<? super I> when,
        @Nullable Test<? super O> answered,
        Make<? extends LayerLogic<byte[], byte[], byte[], byte[]>> layer) {}
