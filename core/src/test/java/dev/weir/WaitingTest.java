package dev.weir;

import static dev.weir.Flows.assertQuiet;
import static dev.weir.Flows.result;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each part of a flow says what it waits for, whatever kind of place that is. */
@Timeout(20)
class WaitingTest {
    private final ManualEngine engine = new ManualEngine();

    // Calls that are under way hold back what is before them, and what follows waits for them.
    @Test
    void waiting_forCallsThatAreUnderWay_namesThem() {
        CompletableFuture<Long> never = new CompletableFuture<>();
        Running<Long> run = Source.range(0, 10)
                .mapAsync(2, n -> never)
                .named("calls")
                .to(Sink.<Long>count())
                .on(engine)
                .start();
        engine.runAll();
        assertThat(run.waiting())
                .extracting(Waiting::what)
                .containsExactlyInAnyOrder("waits for room in 'calls' (2 of 2)", "waits for items in 'calls' (2 of 2)");
        run.cancel("enough");
        engine.runAll();
        assertThat(run.waiting()).isEmpty();
        assertQuiet(run);
    }

    // A stage that has an item in its hand waits for room in the lane of that item.
    @Test
    void waiting_ofAStageWithAnItemInItsHand_namesTheFullLane() {
        Flows.Gate<Long> gate = new Flows.Gate<>();
        Running<?> run = Source.range(0, 100)
                .partition(2, n -> 0, lane -> lane)
                .to(gate.sink())
                .on(engine)
                .start();
        engine.runAll();
        assertThat(run.waiting()).extracting(Waiting::what).contains("waits for room in 'partition-1[0]' (32 of 32)");
        gate.open();
        engine.runAll();
        assertThat(run.ended()).isTrue();
        assertQuiet(run);
    }

    // Items that come after a part has come to rest for want of room do not make it wait for its source.
    @Test
    void waiting_forRoomAsItemsComeLater_isNotForTheSource() {
        Flows.Gate<Long> gate = new Flows.Gate<>();
        Running<List<Long>> run =
                Source.<Long>entry("in", 4).to(gate.sink()).on(engine).start();
        engine.runAll();
        Entry<Long> in = run.entry("in");
        for (long n = 0; n < 3; n++) {
            assertThat(in.offer(n)).isInstanceOf(Offer.Accepted.class);
            engine.runAll();
        }
        assertThat(run.pressure().held()).isEqualTo(2);
        assertThat(run.waiting()).extracting(Waiting::what).containsExactly("waits for what follows");
        gate.open();
        in.close();
        engine.runAll();
        assertThat(result(run)).hasSize(3);
    }

    // Code that blocks is said to run: nobody but itself knows what for.
    @Test
    @Tag("blocks")
    void waiting_ofCodeThatBlocks_isItsOwnMatter() throws Exception {
        CountDownLatch there = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Running<Long> run = Source.range(0, 1)
                .peek(n -> {
                    there.countDown();
                    go.await();
                })
                .to(Sink.<Long>count())
                .start();
        Flows.await(there);
        assertThat(run.waiting()).extracting(Waiting::what).containsExactly("runs its own code");
        go.countDown();
        assertThat(result(run)).isEqualTo(1);
    }

    // A part that nothing reaches waits for its source.
    @Test
    void waiting_ofAnEntryThatNobodyUses_isForItsSource() {
        Running<Long> run = Source.<Long>pausable(in -> {}, () -> {}, () -> {})
                .named("outside")
                .to(Sink.<Long>count())
                .on(engine)
                .start();
        engine.runAll();
        assertThat(run.waiting()).extracting(Waiting::what).containsExactly("waits for items in 'outside' (0 of 32)");
        run.cancel("enough");
        engine.runAll();
        assertQuiet(run);
    }
}
