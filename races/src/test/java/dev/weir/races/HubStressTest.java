package dev.weir.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Capacity;
import dev.weir.Hub;
import dev.weir.Overflow;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Members join a hub and leave it while others publish. */
@Timeout(300)
class HubStressTest {
    private static final int ITEMS = 150;
    private static final List<Overflow> OVERFLOWS =
            List.of(Overflow.WAIT, Overflow.DROP_OLDEST, Overflow.DROP_NEWEST, Overflow.LATEST, Overflow.DETACH);

    private static Capacity capacity(Random random, Overflow overflow) {
        return Capacity.items(overflow == Overflow.LATEST ? 1 : 1 + random.nextInt(3));
    }

    /** Joins a few times, and leaves as it likes. */
    private static void comeAndGo(Random random, Hub<Long> hub, Queue<Running<?>> all) {
        for (int n = 0; n < 10; n++) {
            Overflow overflow = OVERFLOWS.get(random.nextInt(OVERFLOWS.size()));
            Running<?> listener = hub.source(capacity(random, overflow), overflow)
                    .to(Sink.count())
                    .start();
            all.add(listener);
            Rounds.spin(random, 3_000);
            Ends.look(listener);
            if (random.nextBoolean()) {
                listener.cancel("enough");
            } else {
                listener.close();
            }
        }
    }

    private static void say(Random random, Hub<Long> hub, Queue<Running<Long>> all) throws InterruptedException {
        Running<Long> speaker = Source.range(0, ITEMS).to(hub.sink()).start();
        all.add(speaker);
        Rounds.spin(random, 5_000);
        if (random.nextInt(3) == 0) {
            speaker.cancel("enough");
        }
        Ends.await(speaker);
    }

    @Test
    void aHub_whoseMembersComeAndGo_keepsItsBooks() {
        Rounds.go(random -> {
            Hub<Long> hub = random.nextBoolean() ? Hub.named("hub") : Hub.replaying("hub", random.nextInt(3));
            Running<Long> stays = hub.source(Capacity.items(1 + random.nextInt(3)), Overflow.WAIT)
                    .to(Sink.<Long>count())
                    .start();
            Queue<Running<?>> listeners = new ConcurrentLinkedQueue<>();
            Queue<Running<Long>> speakers = new ConcurrentLinkedQueue<>();
            Rounds.together(
                    random,
                    List.of(
                            own -> say(own, hub, speakers),
                            own -> say(own, hub, speakers),
                            own -> comeAndGo(own, hub, listeners),
                            own -> comeAndGo(own, hub, listeners)));
            hub.close();
            Ends.await(stays);
            for (Running<?> listener : listeners) {
                Ends.await(listener);
            }
            long said = hub.reading().in();
            assertThat(stays.join())
                    .as("who was there from the beginning has heard all")
                    .isEqualTo(said);
            assertThat(said)
                    .as("what speakers that were not cancelled have said is in")
                    .isGreaterThanOrEqualTo(speakers.stream()
                            .filter(Ends::isClean)
                            .mapToLong(Running::join)
                            .sum());
            assertThat(hub.reading().speakers() + hub.reading().listeners())
                    .as("members")
                    .isZero();
        });
    }
}
