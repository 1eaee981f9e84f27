package dev.weir.proof.laws;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.weir.Deflate;
import dev.weir.Duplex;
import dev.weir.Ending;
import dev.weir.FrameLayer;
import dev.weir.FrameLayers;
import dev.weir.Heartbeat;
import dev.weir.Layer;
import dev.weir.LayerLogic;
import dev.weir.LayerRoom;
import dev.weir.Lines;
import dev.weir.LogicLayer;
import dev.weir.Sides;
import dev.weir.testkit.LayerLaws;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The layers there are, with the laws that they must keep. */
final class LayerCases {
    private static final List<Long> UP = Case.longs(1, 7);
    private static final List<Long> DOWN = Case.longs(11, 15);

    private LayerCases() {}

    static Map<String, LayerLaws<?, ?>> all() {
        Map<String, LayerLaws<?, ?>> all = new LinkedHashMap<>();
        all.put("of two pipes", LayerLaws.of(numbers(), numbers(), UP, DOWN));
        List<String> digits = List.of("1", "2", "3");
        all.put(
                "of two pipes, reversed",
                LayerLaws.of(numbers().reversed(), numbers().reversed(), digits, digits));
        all.put("passing", passing());
        all.put(
                "passing, reversed",
                LayerLaws.of(passing("a").reversed(), passing("b").reversed(), UP, DOWN));
        all.put("heartbeat", heartbeat(Duration.ofHours(1), Duration.ofDays(300)));
        all.put(
                "heartbeat that beats",
                heartbeat(Duration.ofMillis(3), Duration.ofDays(3000)).inVirtualTime());
        all.put("deflate", LayerLaws.of(Deflate.limitedTo(1 << 20), Deflate.limitedTo(1 << 20), bytes(), bytes()));
        all.put("lines", LayerLaws.of(Lines.utf8(10), Lines.utf8(10), words(), words()));
        all.put("lines, ASCII", LayerLaws.of(Lines.ascii(10), Lines.ascii(10), words(), words()));
        all.put(
                "lines, reversed",
                LayerLaws.of(Lines.utf8(10).reversed(), Lines.utf8(10).reversed(), lines(), lines()));
        all.put("delimited", frames(FrameLayers.delimited("--".getBytes(US_ASCII), 10), bytes()));
        all.put("fixed", frames(FrameLayers.fixed(3), chunks("one", "two", "six")));
        all.put("netstrings", frames(FrameLayers.netstrings(10), bytes()));
        all.put("lengthPrefixed", frames(FrameLayers.lengthPrefixed(2, 10), bytes()));
        all.put("varintPrefixed", frames(FrameLayers.varintPrefixed(10), bytes()));
        all.put("jsonValues", frames(FrameLayers.jsonValues(10), chunks("[1]", "{}", "34", "\"x\"")));
        all.put("a stack", stack());
        all.put("frames that are never diverted", diverted("never", words()).needsBothDirections());
        all.put("frames that are diverted", diverted("one", words()).needsBothDirections());
        return all;
    }

    private static Layer<String, String, Long, Long> numbers() {
        return Layer.of(down -> down.map(String::valueOf), up -> up.map(Long::valueOf));
    }

    private static LogicLayer<Long, Long, Long, Long> passing(String name) {
        return passing(name, how -> {});
    }

    private static <T> LogicLayer<T, T, T, T> passing(String name, Consumer<Ending> closed) {
        return Layer.stateful(name, LayerRoom.DEFAULT, () -> new LayerLogic<T, T, T, T>() {
            @Override
            public boolean step(Sides<T, T, T, T> sides) {
                boolean up = Sides.move(sides.below(), sides.up());
                return Sides.move(sides.above(), sides.down()) || up;
            }

            @Override
            public void close(Ending how) {
                closed.accept(how);
            }
        });
    }

    private static LayerLaws<Long, Long> passing() {
        return LayerLaws.of(passing("a"), passing("b"), UP, DOWN)
                .owning(closed -> LayerLaws.stack(LayerCases.<Long>passing("a", closed), passing("b")));
    }

    private static LayerLaws<Long, Long> heartbeat(Duration every, Duration patience) {
        return LayerLaws.of(
                Heartbeat.of(every, patience, -1L, n -> n < 0),
                Heartbeat.of(every, patience, -2L, n -> n < 0),
                UP,
                DOWN);
    }

    private static LayerLaws<byte[], byte[]> frames(FrameLayer<byte[], byte[]> frames, List<byte[]> items) {
        return LayerLaws.of(frames, frames, items, items);
    }

    private static LayerLaws<String, String> stack() {
        Layer<byte[], byte[], String, String> lines = Lines.utf8(10).atop(Deflate.limitedTo(1 << 20));
        return LayerLaws.of(lines, lines, words(), words());
    }

    private static LayerLaws<String, String> diverted(String at, List<String> items) {
        return LayerLaws.ofStack(
                (below, room) -> {
                    LogicLayer<byte[], byte[], byte[], byte[]> put =
                            LayerCases.<byte[]>passing("put in", how -> {}).room(room);
                    Duplex<byte[], byte[]> wire = Lines.utf8(10).reversed().over(below);
                    return wire.through(Lines.utf8(10))
                            .divert(line -> line.equals(at), answer -> true, put)
                            .through(LayerCases.<String>polite().room(room));
                },
                items,
                items);
    }

    /** Says nothing before it has heard something. */
    private static <T> LogicLayer<T, T, T, T> polite() {
        return Layer.stateful("polite", LayerRoom.DEFAULT, () -> new LayerLogic<T, T, T, T>() {
            private boolean heard;

            @Override
            public boolean step(Sides<T, T, T, T> sides) {
                boolean up = Sides.move(sides.below(), sides.up());
                heard |= up || sides.below().ended();
                return (heard && Sides.move(sides.above(), sides.down())) || up;
            }
        });
    }

    private static List<String> words() {
        return List.of("one", "two", "three", "", "5");
    }

    private static List<byte[]> lines() {
        return chunks("one\n", "two\n", "three\n", "\n", "5\n");
    }

    private static List<byte[]> bytes() {
        return chunks("one", "two", "three", "5");
    }

    private static List<byte[]> chunks(String... chunks) {
        return Stream.of(chunks).map(chunk -> chunk.getBytes(US_ASCII)).toList();
    }
}
