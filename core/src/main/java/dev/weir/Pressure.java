package dev.weir;

import java.util.List;
import java.util.NoSuchElementException;

/**
 * A live reading of a running pipeline. The parts are read one after the other while the flow goes on.
 *
 * @param links each place that holds items, in the direction of the flow
 * @param stages each island
 * @param sinks each sink
 * @param bottleneck the stage that holds the others back
 */
public record Pressure(
        List<LinkPressure> links, List<StagePressure> stages, List<SinkPressure> sinks, Bottleneck bottleneck) {
    /**
     * How many items are held in all links together.
     *
     * @return at most {@link dev.weir.plan.Bound#items()}
     */
    public long held() {
        return links.stream().mapToLong(LinkPressure::held).sum();
    }

    /**
     * How many items have arrived in all sinks together.
     *
     * @return the sum of what they have taken
     */
    public long taken() {
        return sinks.stream().mapToLong(SinkPressure::taken).sum();
    }

    /**
     * The reading of the place that this stage holds items in.
     *
     * @param stage the name of the stage
     * @return its reading
     * @throws NoSuchElementException if no stage of this name holds items
     */
    public LinkPressure link(String stage) {
        return links.stream()
                .filter(link -> link.stage().equals(stage))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no stage named '" + stage + "' holds items; those are "
                        + links.stream().map(LinkPressure::stage).toList()));
    }
}
