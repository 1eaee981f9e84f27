package dev.weir.net.yamux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Duplex;
import dev.weir.Engine;
import dev.weir.Sink;
import dev.weir.Source;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a session is made of, each for itself. */
@Timeout(30)
class PartsTest {
    @Test
    void reader_cutAtEveryOffset_tellsTheSame() throws Exception {
        Heads heads = new Heads();
        heads.add(new Head(Head.WINDOW, Head.SYN, 1, Head.MOST));
        heads.add(new Head(Head.DATA, Head.FIN, Head.MOST, 5));
        byte[] bytes = Arrays.copyOf(heads.bytes(), 2 * Head.SIZE + 5);
        List<String> whole = told(bytes, bytes.length);
        assertThat(whole)
                .containsExactly(
                        "Head[type=1, flags=1, stream=1, length=4294967295]",
                        "Head[type=0, flags=4, stream=4294967295, length=5]",
                        "5",
                        "complete");
        for (int cut = 1; cut < bytes.length; cut++) {
            assertThat(String.join(" ", told(bytes, cut)))
                    .as("cut at %d", cut)
                    .startsWith(whole.get(0) + " " + whole.get(1))
                    .endsWith("complete");
        }
    }

    private static List<String> told(byte[] bytes, int cut) throws MuxException {
        List<String> told = new ArrayList<>();
        FrameReader reader = new FrameReader();
        FrameReader.To to = new FrameReader.To() {
            @Override
            public void head(Head head) {
                told.add(head.toString());
            }

            @Override
            public void data(byte[] from, int at, int count) {
                told.add(String.valueOf(count));
            }

            @Override
            public void complete() {
                told.add("complete");
            }
        };
        reader.read(Arrays.copyOf(bytes, cut), to);
        assertThat(reader.inside()).isEqualTo(cut != bytes.length && cut != Head.SIZE);
        reader.read(Arrays.copyOfRange(bytes, cut, bytes.length), to);
        assertThat(reader.inside()).isFalse();
        return told;
    }

    @Test
    void unread_ofSingleBytes_putsThemTogether() {
        Unread unread = new Unread();
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        byte[] all = new byte[100_000];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
            unread.add(all, i, 1);
        }
        int pieces = 0;
        for (byte[] next = unread.poll(); next != null; next = unread.poll()) {
            taken.writeBytes(next);
            pieces++;
        }
        assertThat(taken.toByteArray()).isEqualTo(all);
        assertThat(pieces).isLessThan(10);
        unread.add(all, 0, 40_000);
        assertThat(unread.isEmpty()).isFalse();
        unread.clear();
        assertThat(unread.isEmpty()).isTrue();
        assertThat(unread.poll()).isNull();
    }

    @Test
    void costs_ofIdleFrames_areAllowedWithTimeAndWithData() {
        Costs costs = new Costs(10, 0);
        assertThat(allowed(costs, 0)).isEqualTo(20);
        assertThat(allowed(costs, Duration.ofSeconds(1).toNanos())).isBetween(9, 10);
        costs.moved(128 * 5);
        assertThat(allowed(costs, Duration.ofSeconds(1).toNanos())).isBetween(4, 5);
        costs.asked(3);
        assertThat(allowed(costs, Duration.ofSeconds(1).toNanos())).isBetween(2, 3);
        assertThat(allowed(costs, Duration.ofHours(1).toNanos())).isEqualTo(20);
    }

    private static int allowed(Costs costs, long now) {
        int count = 0;
        while (costs.frame(now)) {
            count++;
        }
        return count;
    }

    @Test
    void serial_fromManyThreads_runsAllOneAtATimeAndThenLooks() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger looks = new AtomicInteger();
        List<Throwable> failures = new ArrayList<>();
        Serial serial = new Serial(Engine.virtualThreads(), looks::incrementAndGet, failures::add);
        int[] count = new int[1];
        int threads = 4;
        int each = 20_000;
        CountDownLatch done = new CountDownLatch(threads * each);
        for (int t = 0; t < threads; t++) {
            Thread.ofPlatform().start(() -> {
                for (int i = 0; i < each; i++) {
                    serial.later(() -> {
                        assertThat(inside.getAndIncrement()).isZero();
                        count[0]++;
                        inside.decrementAndGet();
                        done.countDown();
                    });
                }
            });
        }
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(failures).isEmpty();
        assertThat(count[0]).isEqualTo(threads * each);
        int before = looks.get();
        CountDownLatch thrown = new CountDownLatch(1);
        serial.later(() -> {
            throw new IllegalStateException("told");
        });
        serial.later(thrown::countDown);
        assertThat(thrown.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(failures).singleElement().hasToString("java.lang.IllegalStateException: told");
        MuxTest.await("it has looked", () -> looks.get() > before);
    }

    @Test
    void options_outOfRange_areRefused() {
        MuxOptions options = MuxOptions.defaults();
        assertThatThrownBy(() -> options.withStreams(0, 1))
                .hasMessage("streams must be >= 1 but was 0; MuxOptions.defaults() has sound ones");
        assertThatThrownBy(() -> options.withStreams(1, 0)).hasMessageStartingWith("window must be >= 1 but was 0");
        assertThatThrownBy(() -> options.withSending(63, 1, 1))
                .hasMessageStartingWith("frame must be >= 64 but was 63");
        assertThatThrownBy(() -> options.withPatience(Duration.ZERO))
                .hasMessage("patience must be > 0 but was PT0S; for hardly any limit use Duration.ofDays(365)");
        assertThat(options.withStreams(10, 1_000).mostUnread()).isEqualTo(20_000);
        assertThat(options.withSending(64, 10, 1_000_000).mostUnsent()).isEqualTo(2_560);
        Mux mux = Mux.client(Duplex.of(Source.of(new byte[0]), Sink.ignore()), options);
        assertThatThrownBy(() -> mux.open(0)).hasMessageStartingWith("a weight must be 1 to 256 but was 0");
        assertThat(mux).hasToString("session with 0 streams");
    }
}
