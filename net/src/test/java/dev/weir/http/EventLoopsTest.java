package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Entry;
import dev.weir.Offer;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Threads that move bytes, and flows on them. */
class EventLoopsTest {
    @Test
    void flows_onTheirEngine_runOnThemWhoeverWakesThem() throws Exception {
        Set<Thread> ran = ConcurrentHashMap.newKeySet();
        try (EventLoops loops = EventLoops.of(2)) {
            Running<List<Integer>> run = Source.<Integer>entry("numbers", 10)
                    .peek(n -> ran.add(Thread.currentThread()))
                    .to(Sink.toList())
                    .on(loops.engine())
                    .start();
            Entry<Integer> entry = run.entry("numbers");
            assertThat(entry.offer(1)).isInstanceOf(Offer.Accepted.class);
            for (var loop : loops.loops().group()) {
                assertThat(loop.submit(() -> entry.offer(2)).get()).isInstanceOf(Offer.Accepted.class);
            }
            entry.close();
            assertThat(run.join()).containsExactly(1, 2, 2);
        }
        assertThat(ran)
                .isNotEmpty()
                .allSatisfy(thread -> assertThat(thread.getName()).startsWith("weir-loop"));
    }

    @Test
    void threads_fewerThanOne_areRefused() {
        assertThatThrownBy(() -> EventLoops.of(0))
                .hasMessage("event loops must have >= 1 thread but had 0; EventLoops.shared() counts processors");
    }
}
