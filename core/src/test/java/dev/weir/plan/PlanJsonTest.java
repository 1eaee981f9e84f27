package dev.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Branch;
import dev.weir.Bytes;
import dev.weir.Capacity;
import dev.weir.Pipe;
import dev.weir.Pipeline;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.Texts;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A plan as JSON: what is read back draws the same, holds the same and is written the same; anything else is refused.
 */
@Timeout(60)
class PlanJsonTest {
    private static final Capacity HEAVY = Capacity.items(7).<Object>weighing(1_000_000_000_000L, 10, item -> 1);

    private static List<Pipeline<?>> everyKind() {
        Source<Long> longs = Source.range(0, 9);
        Pipe<Long, Long> lane = s -> s.map(n -> n).buffer(2);
        return List.of(
                longs.map(n -> n)
                        .filter(n -> true)
                        .limit(3)
                        .skip(1)
                        .takeWhile(n -> true)
                        .to(Sink.count()),
                longs.dropWhile(n -> true).peek(n -> {}).scan(0L, Long::sum).to(Sink.reduce(0L, Long::sum)),
                longs.flatMap(Source::of).recover(e -> Source.of(1L)).to(Sink.toList()),
                longs.<Long>mapMulti((n, out) -> {})
                        .gather(Gatherers.windowFixed(2))
                        .to(Sink.ignore()),
                longs.buffer(3)
                        .buffer(HEAVY)
                        .buffer(Capacity.unbounded("it \"is\" small"))
                        .to(Sink.count()),
                longs.mapConcurrent(3, n -> n).mapConcurrentUnordered(4, n -> n).to(Sink.count()),
                longs.mapAsync(3, CompletableFuture::completedFuture)
                        .mapAsyncUnordered(3, CompletableFuture::completedFuture)
                        .to(Sink.collect(Collectors.counting())),
                longs.throttle(1, Duration.ofSeconds(1))
                        .groupedWithin(5, Duration.ofSeconds(1))
                        .to(Sink.count()),
                Source.merge(longs, longs.named("twice"), longs.named("twice"))
                        .balance(3, lane)
                        .to(Sink.broadcast(Branch.waiting(Sink.count()), Branch.waiting(HEAVY, Sink.count()))),
                Source.concat(longs, longs).zip(Source.of("a"), (n, s) -> n).to(Sink.writing(n -> true, drained -> {})),
                Source.from(List.of(1)).to(Sink.putting(new LinkedBlockingQueue<>())),
                Source.from(new LinkedBlockingQueue<Long>()).to(Sink.count()),
                Source.from(new CompletableFuture<Long>()).to(Sink.count()),
                Source.from(new SubmissionPublisher<Long>(), HEAVY).to(Sink.count()),
                Source.<Long>generate(HEAVY, out -> {}).to(Sink.count()),
                Source.<Long>entry("door", 4).to(Sink.count()),
                Source.<Long>pausable(out -> {}, () -> {}, () -> {}).to(Sink.count()),
                Source.<Long>asking(out -> {}).to(Sink.count()),
                Source.lines(Path.of("file"), 80).to(Sink.count()),
                Texts.read(() -> new StringReader(""), 80).to(Texts.write(StringWriter::new)),
                Bytes.read(InputStream::nullInputStream, 80)
                        .through(Bytes.lines(80))
                        .map(line -> line.getBytes(StandardCharsets.UTF_8))
                        .to(Bytes.write(ByteArrayOutputStream::new)));
    }

    private static void assertRoundTrip(Plan plan) {
        String json = plan.toJson();
        Plan read = Plan.fromJson(json);
        assertThat(read.toJson()).isEqualTo(json);
        assertThat(read).hasToString(plan.toString());
        assertThat(read.toMermaid()).isEqualTo(plan.toMermaid());
        assertThat(read.bound()).isEqualTo(plan.bound());
        assertThat(read.edges()).isEqualTo(plan.edges());
        assertThat(read.sinks()).isEqualTo(plan.sinks());
        assertThat(read.islands()).isEqualTo(plan.islands());
        assertThat(Plan.fromJson(json)).isEqualTo(read);
    }

    @Test
    void roundTrip_ofEveryKind_givesTheSame() {
        Set<String> kinds = new HashSet<>();
        for (Pipeline<?> pipeline : everyKind()) {
            assertRoundTrip(pipeline.plan());
            pipeline.plan().nodes().forEach(node -> kinds.add(node.operator().kind()));
        }
        assertThat(kinds)
                .contains("map", "filter", "limit", "skip", "takeWhile", "dropWhile", "peek", "scan", "flatMap")
                .contains("recover", "mapMulti", "gather", "buffer", "mapConcurrent", "mapConcurrentUnordered")
                .contains("mapAsync", "mapAsyncUnordered", "throttle", "groupedWithin", "merge", "balance")
                .contains("broadcast", "concat", "zip", "range", "of", "from", "generate", "entry", "pausable")
                .contains("asking", "lines", "read", "write", "writing", "putting", "count", "reduce", "toList")
                .contains("collect", "forEach");
    }

    // The bound by weight survives, though the functions that weigh do not.
    @Test
    void roundTrip_ofWeights_keepsTheBound() {
        Plan plan = Source.range(0, 9).buffer(HEAVY).to(Sink.count()).plan();
        assertThat(plan.bound().weight()).hasValue(1_000_000_000_020L);
        Plan read = Plan.fromJson(plan.toJson());
        assertThat(read.bound()).isEqualTo(plan.bound());
        Capacity held = read.nodes().get(1).operator().holds().getFirst();
        assertThat(held.heaviest()).isEqualTo(10);
        assertThatThrownBy(() -> held.weigher().weigh("item"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("must not run");
    }

    @Test
    void toJson_ofAPlan_readsWell() {
        Plan plan =
                Source.range(0, 9).named("num\"bers").buffer(3).to(Sink.count()).plan();
        assertThat(plan.toJson()).isEqualTo("""
                        {"version":1,"islands":2,
                        "nodes":[
                         {"id":0,"name":"num\\"bers","kind":"range","inlets":0,"outlets":1,"holds":[],"cut":"NONE","suspends":false,"island":1},
                         {"id":1,"name":"buffer-1","kind":"buffer","inlets":1,"outlets":1,"holds":[{"items":3}],"cut":"BEFORE","suspends":false,"island":0},
                         {"id":2,"name":"count-2","kind":"count","inlets":1,"outlets":0,"holds":[],"cut":"NONE","suspends":false,"island":0}],
                        "edges":[
                         {"from":1,"outlet":0,"to":2,"inlet":0,"island":0},
                         {"from":0,"outlet":0,"to":1,"inlet":0,"island":1}],
                        "sinks":[2]}
                        """);
    }

    private static Plan named(String name) {
        return Source.of(1)
                .named(name)
                .buffer(Capacity.unbounded(name))
                .to(Sink.count())
                .plan();
    }

    @Test
    void names_ofAnyCharacters_comeThrough() {
        List<String> names = new ArrayList<>(List.of(
                "\"",
                "\\",
                "\\\"",
                "a\nb\r\tc",
                "</script>",
                "übergröße €",
                "\uD83D\uDE00",
                "\\u0041",
                "{}[],:",
                "\b\f\u001F"));
        names.addAll(List.of(
                "x\uD83D", "\uDE00x", "\uD83D\uD83D\uDE00", "x\u2028\u2029", "\u007F\u0085\u0000x", "\uFFFE\uFFFF"));
        Random random = new Random(3);
        for (int i = 0; i < 2000; i++) {
            names.add("n"
                    + random.ints(1 + random.nextInt(8), 0, 1 << 16)
                            .mapToObj(c -> String.valueOf((char) c))
                            .collect(Collectors.joining()));
        }
        for (String name : names) {
            Plan plan = named(name);
            assertRoundTrip(plan);
            Plan read = Plan.fromJson(plan.toJson());
            assertThat(read.nodes().getFirst().name()).isEqualTo(name);
            byte[] stored = plan.toJson().getBytes(StandardCharsets.UTF_8);
            assertThat(new String(stored, StandardCharsets.UTF_8)).isEqualTo(plan.toJson());
        }
    }

    @Test
    void fromJson_inAnotherLayout_isTheSame() {
        Plan plan = named("a b");
        String json = plan.toJson();
        String spread = json.replace(",\"", " ,\r\n\t\"").replace(":", " : ").replace("a b", "\\u0061\\u0020b") + "\n ";
        assertThat(Plan.fromJson(spread).toJson()).isEqualTo(json);
        String reordered = json.replace("{\"version\":1,", "{").replace("]}\n", "],\"version\":1}");
        assertThat(Plan.fromJson(reordered).toJson()).isEqualTo(json);
        assertThat(Plan.fromJson(json.replace("a b", "\\/\\b\\f\\n\\r\\t\\\"\\\\"))
                        .nodes()
                        .getFirst()
                        .name())
                .isEqualTo("/\b\f\n\r\t\"\\");
    }

    // ---- what is refused

    private static final String GOOD =
            Source.range(0, 9).buffer(3).to(Sink.count()).plan().toJson();

    private static void assertRefused(String json, String... why) {
        assertThatThrownBy(() -> Plan.fromJson(json))
                .as(json)
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains(why)
                .matches("(?s).* but .*; .* \\(line \\d+, column \\d+\\)");
    }

    private static void assertRefusedWith(String what, String by, String... why) {
        assertThat(GOOD).contains(what);
        assertRefused(GOOD.replaceFirst(java.util.regex.Pattern.quote(what), by), why);
    }

    @Test
    void fromJson_ofNoJson_saysWhatMustStandWhere() {
        assertRefused("", "must stand here but here is the end of the text", "(line 1, column 1)");
        assertRefused("null", "but here is 'n'");
        assertRefused("[1,]", "but here is ']'", "column 4");
        assertRefused("{\"a\" 1}", "':' must stand here but here is '1'");
        assertRefused("{\"a\":1 \"b\":2}", "',' must stand here but here is '\"'");
        assertRefused("{a:1}", "'\"' must stand here but here is 'a'");
        assertRefused("{} x", "must end after its value but here is 'x'");
        assertRefused("\n\n  tru", "'true' must stand here", "(line 3, column 3)");
        assertRefused("\"a\u0001\"", "have control characters as \\u escapes, but here is U+1");
        assertRefused("\"a", "a string must be closed", "the end of the text");
        assertRefused("\"\\x\"", "after \\ one of", "but here is 'x'");
        assertRefused("\"\\", "after \\ one of", "but here is the end of the text");
        assertRefused("\"\\u12G4\"", "4 hexadecimal digits but here is 'G'");
        assertRefused("\"\\u\uFF11234\"", "4 hexadecimal digits but here is U+FF11");
        for (String number : List.of("01", "-", "1.5", "1e3", "-01", "9223372036854775808", "1.")) {
            assertRefused("[" + number + "]", "a number must be whole", "but here is " + number.substring(0, 1));
        }
    }

    @Test
    void fromJson_nestedTooDeep_isRefused() {
        assertRefused("[".repeat(1_000_000), "must be nested <= 16 deep");
        assertRefused("{\"a\":".repeat(1_000_000), "must be nested <= 16 deep");
    }

    @Test
    void fromJson_ofOtherFields_saysWhich() {
        assertRefused("[]", "a plan must be an object but is an array");
        assertRefused("{}", "a plan must have the field 'version' but has []; add it");
        assertRefusedWith("\"version\":1", "\"version\":2", "'version' of a plan must be 1 but is 2");
        assertRefusedWith("\"islands\":2,", "", "must have the field 'islands'");
        assertRefusedWith("\"islands\":2", "\"islands\":\"2\"", "must be a whole number", "is the string '2'");
        assertRefusedWith("\"islands\":2", "\"islands\":2,\"islands\":2", "'islands' is there again; leave one out");
        assertRefusedWith("\"islands\":2", "\"islands\":2,\"more\":2", "must have no other fields", "has 'more'");
        assertRefusedWith("\"sinks\":[2]", "\"sinks\":2", "'sinks' of a plan must be an array but is 2");
        assertRefusedWith("\"holds\":[]", "\"holds\":[3]", "a capacity must be an object but is 3");
        assertRefusedWith("\"suspends\":false", "\"suspends\":0", "must be true or false but is 0", "(line 3,");
        assertRefusedWith("\"kind\":\"range\"", "\"kind\":true", "'kind' of a node must be a string but is true");
        assertRefusedWith(
                "\"cut\":\"NONE\"", "\"cut\":\"none\"", "must be one of [NONE, BEFORE, AFTER, BOTH] but is 'none'");
        assertRefusedWith("\"nodes\":[", "\"nodes\":[{},", "a node must have the field 'id'");
    }

    @Test
    void fromJson_ofAPlanThatCannotBe_saysWhy() {
        assertRefusedWith("\"id\":1", "\"id\":2", "'id' of a node must be 1 but is 2");
        assertRefusedWith("count-2", "buffer-1", "a name of its own but 'buffer-1' is blank or another's too");
        assertRefusedWith("\"island\":1", "\"island\":2", "a whole number from 0 to 1 but is 2");
        assertRefusedWith("\"islands\":2", "\"islands\":3", "each of the 3 islands must have a node or an edge but 2");
        assertRefusedWith("\"islands\":2", "\"islands\":2147483647", "2147483647 islands");
        assertRefusedWith("\"islands\":2", "\"islands\":0", "'island' of a node must be left out");
        assertRefusedWith(
                "{\"from\":0", "{\"from\":3", "'from' of an edge must be a whole number from 0 to 2 but is 3");
        assertRefusedWith("{\"from\":0", "{\"from\":2", "'outlet' of an edge must be left out");
        assertRefusedWith("\"to\":2", "\"to\":1", "'to' of an edge must be 2 but is 1");
        assertRefusedWith("\"name\":\"count-2\"", "\"name\":\" \"", "but ' ' is blank");
        assertRefusedWith("\"to\":2,\"inlet\":0", "\"to\":2,\"inlet\":1", "'inlet' of an edge must be 0 but is 1");
        assertRefusedWith("\"inlets\":1", "\"inlets\":2147483647", "inlet 1 of 'buffer-1' is not; add the edge");
        assertRefusedWith("\"outlets\":1", "\"outlets\":2", "outlet 1 of 'range-0' is not");
        assertRefusedWith(
                "\"edges\":[",
                "\"edges\":[{\"from\":0,\"outlet\":0,\"to\":1,\"inlet\":0,\"island\":1},",
                "joined once",
                "#0[0] and #1[0]");
        assertRefusedWith(
                "\"sinks\":[2]", "\"sinks\":[]", "sinks must be the nodes without outlets, [2], each once, but are []");
        assertRefusedWith("\"sinks\":[2]", "\"sinks\":[2,2]", "but are [2, 2]");
        assertRefusedWith("\"sinks\":[2]", "\"sinks\":[1]", "but are [1]");
        assertRefusedWith("\"sinks\":[2]", "\"sinks\":[-1]", "an element of sinks", "from 0 to 2 but is -1");
        assertRefusedWith("\"items\":3", "\"items\":0", "'items' of a capacity must be a whole number from 1 to");
        assertRefusedWith("\"items\":3", "\"items\":3,\"weight\":5", "must have the field 'heaviest'");
        assertRefusedWith(
                "\"items\":3", "\"items\":3,\"weight\":5,\"heaviest\":6", "from 6 to 9223372036854775807 but is 5");
        assertRefusedWith("\"items\":3", "\"items\":3,\"unboundedBecause\":\" \"", "must say why");
    }

    // Cut short anywhere, or with any characters exchanged: refused, or a plan that is written the same again.
    @Test
    void fromJson_ofDamagedText_neverFailsOtherwise() {
        Random random = new Random(7);
        String alphabet = "{}[]\",:\\u0159-eE.tfn \n\u0000\uD83D";
        List<String> texts =
                everyKind().stream().map(pipeline -> pipeline.plan().toJson()).toList();
        for (String json : texts) {
            for (int end = 0; end < json.length() - 1; end += 1 + random.nextInt(5)) {
                readOrRefused(json.substring(0, end), false);
            }
        }
        for (int round = 0; round < 20_000; round++) {
            StringBuilder json = new StringBuilder(texts.get(random.nextInt(texts.size())));
            for (int i = random.nextInt(4); i >= 0; i--) {
                damage(json, random, alphabet);
            }
            readOrRefused(json.toString(), true);
        }
    }

    private static void damage(StringBuilder json, Random random, String alphabet) {
        int at = random.nextInt(json.length());
        char other = alphabet.charAt(random.nextInt(alphabet.length()));
        switch (random.nextInt(5)) {
            case 0 -> json.setCharAt(at, other);
            case 1 -> json.insert(at, other);
            case 2 -> json.deleteCharAt(at);
            case 3 -> json.delete(at, Math.min(json.length(), at + random.nextInt(50)));
            default -> json.insert(at, json.substring(at, Math.min(json.length(), at + random.nextInt(80))));
        }
        if (json.isEmpty()) {
            json.append(other);
        }
    }

    private static void readOrRefused(String json, boolean mayBeRead) {
        Plan read;
        try {
            read = Plan.fromJson(json);
        } catch (IllegalArgumentException e) {
            assertThat(e.getClass()).isEqualTo(IllegalArgumentException.class);
            assertThat(e).hasMessageMatching("(?s).+ \\(line \\d+, column \\d+\\)");
            return;
        }
        assertThat(mayBeRead).as(json).isTrue();
        assertRoundTrip(read);
    }
}
