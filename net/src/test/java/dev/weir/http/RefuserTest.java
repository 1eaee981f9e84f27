package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Pause;
import dev.weir.admission.Refusal;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How a server looks at what refusing costs: while somebody is refused, and until that is over. */
class RefuserTest {
    private static final double NOTHING = 1e-15; // each refusal is too much
    private static final Refusal WHY = new Refusal(Refusal.Reason.FULL, "a test", Duration.ofMillis(700));
    private static final Refusal LONG = new Refusal(Refusal.Reason.FULL, "a test", Duration.ofSeconds(30));

    private final MockTicker clock = Ticker.newMockTicker();
    private final EmbeddedChannel loop = EmbeddedChannel.builder().ticker(clock).build();
    private final AtomicInteger paused = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Refuser refuser =
            new Refuser(loop.eventLoop(), new Refuser.Share(NOTHING, () -> 1), this::pause, ended::get);

    private Pause pause() {
        paused.incrementAndGet();
        return new Pause() {
            @Override
            public String holder() {
                return "a test";
            }

            @Override
            public void release() {
                paused.decrementAndGet();
            }

            @Override
            public void close() {
                release();
            }
        };
    }

    /** So many, so long, that they lead to the next rung. */
    private void refusals() {
        for (int window = 0; window < 5; window++) {
            for (int i = 0; i < 16; i++) { // one of them is measured
                refuser.refused(refuser.cost().asked());
            }
            loop.runPendingTasks();
            pass(1);
        }
    }

    private void pass(int windows) {
        for (int i = 0; i < windows; i++) {
            clock.advance(Ladder.WINDOW, TimeUnit.MILLISECONDS);
            loop.runPendingTasks();
            loop.runScheduledPendingTasks();
        }
    }

    @Test
    void refusals_thatCostTooMuch_goUpToWhereNobodyIsAccepted_andBack() {
        for (Rung rung : Rung.values()) {
            assertThat(refuser.rung()).isEqualTo(rung);
            refusals();
        }
        assertThat(refuser.share()).isGreaterThan(0);
        assertThat(paused).hasValue(1);
        pass(10);
        assertThat(refuser.rung()).isEqualTo(Rung.PAUSES_READS);
        assertThat(paused).hasValue(0);
        pass(30);
        assertThat(refuser.rung()).isEqualTo(Rung.ANSWERS);
        assertThat(refuser.share()).isZero();
    }

    @Test
    void looks_whenNobodyIsRefused_end() {
        refusals();
        pass(20);
        assertThat(loop.hasPendingTasks()).isFalse();
        assertThat(loop.runScheduledPendingTasks()).isEqualTo(-1); // nothing is scheduled
        refusals();
        assertThat(refuser.rung()).isEqualTo(Rung.CLOSES);
    }

    @Test
    void server_thatEnds_acceptsNothingForItselfAndLooksNoMore() {
        for (int i = 0; i < 4; i++) {
            refusals();
        }
        assertThat(paused).hasValue(1);
        ended.set(true);
        pass(1);
        assertThat(paused).hasValue(0);
        assertThat(refuser.rung()).isEqualTo(Rung.ANSWERS);
        assertThat(loop.runScheduledPendingTasks()).isEqualTo(-1);
    }

    @Test
    void rung_decidesWhatConnectionsGet() {
        assertThat(refuser.closes()).isFalse();
        assertThat(refuser.streams(100)).isEqualTo(100);
        assertThat(refuser.pauseNanos(WHY)).isZero();
        refusals();
        assertThat(refuser.closes()).isTrue();
        assertThat(refuser.streams(100)).isEqualTo(100);
        refusals();
        assertThat(refuser.streams(100)).isEqualTo(6);
        assertThat(refuser.streams(1)).isEqualTo(1);
        assertThat(refuser.pauseNanos(WHY)).isZero();
        refusals();
        assertThat(refuser.closes()).isFalse();
        assertThat(refuser.pauseNanos(WHY)).isEqualTo(700_000_000);
        assertThat(refuser.pauseNanos(LONG)).isEqualTo(1_000_000_000);
    }
}
