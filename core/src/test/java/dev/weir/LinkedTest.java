package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code Pipeline.links} reaches all places that nobody gave a capacity, and no other. */
class LinkedTest {
    private static final Capacity SEVEN = Capacity.items(7);
    private static final Capacity THREE = Capacity.items(3);

    private static Arguments shape(String name, int links, Source<Long> source) {
        return Arguments.of(name, links, source);
    }

    private static Source<Long> junction() {
        Junction junction = Junction.named("junction");
        Junction.In<Long> first = junction.in(Source.of(1L));
        Junction.In<Long> given = junction.in(Source.of(2L), THREE);
        Junction.Out<Long> out = junction.out();
        junction.runs(() -> ports -> ports.move(first, out) || ports.move(given, out));
        return out.source();
    }

    static Stream<Arguments> shapes() {
        Source<Long> one = Source.of(1L);
        return Stream.of(
                shape("merge", 2, Source.merge(one, one)),
                shape("mergePreferred", 2, Source.mergePreferred(one, one)),
                shape("mergePrioritized", 2, Source.mergePrioritized(new Weighted<>(one, 1), new Weighted<>(one, 2))),
                shape("mergeSorted", 2, Source.mergeSorted(Comparator.naturalOrder(), one, one)),
                shape("interleave", 2, Source.interleave(1, one, one)),
                shape("zip", 2, one.zip(one, Long::sum)),
                shape("balance", 4, one.<Long>balance(2, lane -> lane)),
                shape("generate", 1, Source.generate(out -> out.emit(1L))),
                shape("hub", 1, Hub.<Long>named("hub").source()),
                shape("asking", 1, Source.asking(in -> in.end())),
                shape("publisher", 1, Source.from(one.asPublisher())),
                shape("junction", 2, junction()));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void links_ofAShape_giveACapacityWhereNoneWasGiven(String name, int links, Source<Long> source) {
        Pipeline<Long> pipeline = source.buffer(3).to(Sink.count()).links(SEVEN);
        List<Capacity> all = pipeline.plan().nodes().stream()
                .flatMap(node -> node.operator().holds().stream())
                .toList();
        assertThat(all).as(name).filteredOn(SEVEN::equals).hasSize(links);
        assertThat(all).as(name).contains(THREE).isSubsetOf(SEVEN, THREE);
    }
}
