package dev.weir;

import static dev.weir.Flows.assertQuiet;
import static dev.weir.Flows.failure;
import static dev.weir.Flows.result;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A flow that speaks another protocol from here on: not one byte lost or read twice. */
@Timeout(20)
class DivertTest {
    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    private static Framing<String> text(Framing<byte[]> framing) {
        return framing.map(bytes -> new String(bytes, US_ASCII));
    }

    /** Lines until RAW; then four raw bytes; then netstrings until one says BACK; then lines again. */
    private static Framing<String> protocol() {
        return Frames.lines(100).until("RAW"::equals, DivertTest::raw);
    }

    private static Framing<String> raw() {
        return text(Frames.raw(4, () -> Frames.netstrings(100).until(DivertTest::isBack, DivertTest::lineBytes)));
    }

    private static boolean isBack(byte[] frame) {
        return Arrays.equals(frame, ascii("BACK"));
    }

    private static Framing<byte[]> lineBytes() {
        return Frames.lines(100).map(DivertTest::ascii);
    }

    private static final String WIRE = "one\r\ntwo\nRAWx\nRAW\n\n\r:,5:hello,0:,4:BACK,three\n\nfour";
    private static final List<String> FRAMES =
            List.of("one", "two", "RAWx", "RAW", "\n\r:,", "hello", "", "BACK", "three", "", "four");

    /** Raw bytes may come in several pieces. */
    private static List<String> rejoined(List<String> frames) {
        List<String> out = new ArrayList<>(frames.subList(0, 4));
        StringBuilder raw = new StringBuilder();
        int at = 4;
        while (raw.length() < 4) {
            raw.append(frames.get(at++));
        }
        out.add(raw.toString());
        out.addAll(frames.subList(at, frames.size()));
        return out;
    }

    @Test
    void divert_thereAndBackInOneChunk_readsEachByteOnce() { // T39, T42, T45
        assertThat(Source.of(ascii(WIRE))
                        .through(Frames.of(DivertTest::protocol))
                        .toList())
                .isEqualTo(FRAMES);
    }

    @Test
    void divert_atEveryCut_isTheSame() { // T40, T44
        byte[] wire = ascii(WIRE);
        for (int a = 0; a <= wire.length; a++) {
            for (int b = a; b <= wire.length; b++) {
                Source<byte[]> chunks = Source.of(
                        Arrays.copyOfRange(wire, 0, a),
                        Arrays.copyOfRange(wire, a, b),
                        Arrays.copyOfRange(wire, b, wire.length));
                assertThat(rejoined(
                                chunks.through(Frames.of(DivertTest::protocol)).toList()))
                        .as("cut at %d and %d", a, b)
                        .isEqualTo(FRAMES);
            }
        }
    }

    @Test
    void divert_byteByByteBehindALink_isTheSame() {
        Source<byte[]> bytes = Source.from(WIRE.chars().mapToObj(c -> new byte[] {(byte) c}));
        assertThat(rejoined(bytes.buffer(1)
                        .through(Frames.of(DivertTest::protocol))
                        .buffer(1)
                        .toList()))
                .isEqualTo(FRAMES);
    }

    @Test
    void lengthPrefixes_ofAllSizes_canBeDiverted() throws IOException { // T45
        for (int size = 1; size <= 4; size++) {
            int bytes = size;
            var wire = new ByteArrayOutputStream();
            for (String frame : List.of("a", "", "bb", "END")) {
                byte[] length = ByteBuffer.allocate(4).putInt(frame.length()).array();
                wire.write(length, 4 - size, size);
                wire.write(ascii(frame));
            }
            wire.write(ascii("line\n"));
            for (int cut = 0; cut <= wire.size(); cut++) {
                byte[] all = wire.toByteArray();
                assertThat(Source.of(Arrays.copyOfRange(all, 0, cut), Arrays.copyOfRange(all, cut, all.length))
                                .through(Frames.of(() -> text(Frames.lengthPrefixed(bytes, 9))
                                        .until("END"::equals, () -> Frames.lines(9))))
                                .toList())
                        .containsExactly("a", "", "bb", "END", "line");
            }
        }
    }

    // Two conditions one behind the other: the first may come true, or the second.
    @Test
    void until_behindAnUntil_letsTheFirstGiveWayToo() {
        Pipe<byte[], String> either = Frames.of(() -> Frames.lines(10)
                .until("A"::equals, () -> Frames.netstrings(10).map(String::new))
                .until("z"::equals, () -> Frames.raw().map(rest -> "raw " + new String(rest, US_ASCII))));
        assertThat(Source.of(ascii("A\n5:hello,")).through(either).toList()).containsExactly("A", "hello");
        assertThat(Source.of(ascii("A\n1:z,rest")).through(either).toList()).containsExactly("A", "z", "raw rest");
        assertThat(Source.of(ascii("b\nz\nA\n")).through(either).toList()).containsExactly("b", "z", "raw A\n");
    }

    @Test
    void divert_insideADivert_goesToTheInnermost() { // T41
        Framing<String> inner = Frames.lines(9);
        assertThat(Source.of(ascii("1\nA\n2\nB\n3\nx\n"))
                        .through(Frames.of(() -> Frames.lines(9)
                                .until(
                                        "A"::equals,
                                        () -> Frames.lines(9)
                                                .<String>map(line -> "a" + line)
                                                .until("aB"::equals, () -> inner.map(line -> "b" + line)))))
                        .toList())
                .containsExactly("1", "A", "a2", "aB", "b3", "bx");
    }

    @Test
    void divert_fromOutside_readsAgainWhatIsNoFrameYet() { // T44, T47
        List<String> out = Collections.synchronizedList(new ArrayList<>());
        Running<?> run = Source.<byte[]>entry("in", 9)
                .through(Frames.<String>of(() -> Frames.lines(100)))
                .named("protocol")
                .to(Sink.forEach(out::add))
                .start();
        Entry<byte[]> in = run.entry("in");
        var _ = in.offer(ascii("one\n5:hel"));
        Flows.awaitThat("the line is there", () -> out.equals(List.of("one")));
        run.divert("protocol", text(Frames.netstrings(100)));
        var _ = in.offer(ascii("lo,3:two,"));
        Flows.awaitThat("all is there", () -> out.equals(List.of("one", "hello", "two")));
        in.close();
        result(run);
        assertQuiet(run);
    }

    @Test
    void divert_fromOutsideWhilePaused_losesNothing() {
        Running<List<String>> run = Source.<byte[]>entry("in", 9)
                .through(Frames.<String>of(() -> Frames.lines(100)))
                .named("protocol")
                .to(Sink.<String>toList())
                .start();
        Entry<byte[]> in = run.entry("in");
        try (Pause _ = run.pause("switch")) {
            var _ = in.offer(ascii("3:one,3:t"));
            run.divert("protocol", text(Frames.netstrings(100)));
        }
        var _ = in.offer(ascii("wo,"));
        in.close();
        assertThat(result(run)).containsExactly("one", "two");
    }

    @Test
    void divert_ofAStageThatCannot_saysSo() {
        Running<Long> run = Source.<Long>entry("in", 9).to(Sink.<Long>count()).start();
        assertThatThrownBy(() -> run.divert("in", Frames.lines(9)))
                .hasMessage("stage 'in' cannot be diverted; those that can are [], declared by Frames.of");
        run.cancel("enough");
    }

    @Test
    void framing_thatFailsAtOnce_stopsTheSource() { // T49
        Flows.Counted counted = new Flows.Counted();
        Running<List<String>> run = counted.source(1_000)
                .map(n -> ascii(n + "\n"))
                .through(Frames.of(() -> Frames.lines(9).until("3"::equals, () -> text(Frames.netstrings(9)))))
                .to(Sink.<String>toList())
                .start();
        assertThat(failure(run))
                .hasRootCauseMessage("a netstring must begin with its length in decimal but has byte 10 there");
        assertThat(counted.closed).hasValue(1);
        assertQuiet(run);
    }

    @Test
    void frames_thatAreLeftUnfinished_areReported() { // T28
        assertThatThrownBy(() -> Source.of(ascii("5:hel"))
                        .through(Frames.of(() -> Frames.netstrings(9)))
                        .count())
                .hasRootCauseMessage("a frame must be whole but 5 bytes of one were left at the end");
    }

    @Test
    void frames_thatAreTooLong_failBeforeTheyAreHeld() { // P48
        assertThatThrownBy(() -> Source.of(ascii("10:hel"))
                        .through(Frames.of(() -> Frames.netstrings(9)))
                        .count())
                .hasRootCauseMessage(
                        "a netstring must have <= 9 bytes but one has at least 10; raise the longest netstring");
        assertThatThrownBy(() -> Source.of(new byte[] {0, 10, 1})
                        .through(Frames.of(() -> Frames.lengthPrefixed(2, 9)))
                        .count())
                .hasRootCauseMessage("a frame must have <= 9 bytes but one has 10; raise the longest frame");
    }

    @Test
    void frames_ofALargeChunk_holdBackInTheMiddleOfIt() { // P8
        Flows.Gate<String> gate = new Flows.Gate<>();
        byte[] chunk = ascii("x\n".repeat(10_000));
        Running<List<String>> run = Source.of(chunk)
                .through(Frames.<String>of(() -> Frames.lines(9)))
                .to(gate.sink())
                .start();
        Flows.awaitThat("the first frame is there", () -> !gate.items.isEmpty());
        assertThat(gate.items).hasSize(1);
        gate.open();
        assertThat(result(run)).hasSize(10_000);
    }

    @Test
    void divert_fromInsideTheSink_holdsFromTheNextFrameOn() { // T42
        List<String> out = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<Running<?>> self = new CompletableFuture<>();
        Running<?> run = Source.<byte[]>entry("in", 9)
                .through(Frames.<String>of(() -> Frames.lines(100)))
                .named("protocol")
                .to(Sink.forEach(frame -> {
                    out.add(frame);
                    if (frame.equals("SWITCH")) {
                        self.get().divert("protocol", text(Frames.netstrings(100)));
                    }
                }))
                .start();
        self.complete(run);
        assertThat(run.<byte[]>entry("in").offer(ascii("one\nSWITCH\n3:two,")).accepted())
                .isTrue();
        run.entry("in").close();
        result(run);
        assertThat(out).containsExactly("one", "SWITCH", "two");
    }

    @Test
    void divert_whileFramesAreOnTheirWay_leavesThoseAsTheyAre() { // T47
        Flows.Gate<String> gate = new Flows.Gate<>();
        Running<List<String>> run = Source.<byte[]>entry("in", 9)
                .through(Frames.<String>of(() -> Frames.lines(100)))
                .named("protocol")
                .map(frame -> "<" + frame + ">")
                .buffer(4)
                .named("frames")
                .to(gate.sink())
                .start();
        Entry<byte[]> in = run.entry("in");
        assertThat(in.offer(ascii("1:a,\nb\nc\n")).accepted()).isTrue();
        Flows.awaitThat("two wait", () -> run.pressure().link("frames").in() == 3);
        run.divert("protocol", text(Frames.netstrings(100)));
        assertThat(in.offer(ascii("1:d,")).accepted()).isTrue();
        Flows.awaitThat("the next has come", () -> run.pressure().link("frames").in() == 4);
        gate.open();
        in.close();
        assertThat(result(run)).containsExactly("<1:a,>", "<b>", "<c>", "<d>");
    }
}
