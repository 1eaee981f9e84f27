package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Callback APIs that push while they are told something, or on a thread of their own. */
@Timeout(30)
class EagerCallbackTest {
    /** Pushes from inside of subscribe and resume until it is told to pause. */
    private static final class Eager {
        private final long most;
        private Receiver<Long> out = null;
        private long next;
        private boolean paused;

        Eager(long most) {
            this.most = most;
        }

        void onItem(Receiver<Long> receiver) {
            out = receiver;
            go();
        }

        void resume() {
            paused = false;
            go();
        }

        private void go() {
            while (!paused && next < most) {
                out.accept(next++);
            }
            if (next == most) {
                next++;
                out.end();
            }
        }
    }

    @Test
    void pausable_pushingFromInsideOfResume_givesAllItems() {
        for (int places = 1; places <= 3; places++) {
            Eager eager = new Eager(10_000);
            Source<Long> source =
                    Source.pausable(Capacity.items(places), 0, eager::onItem, () -> eager.paused = true, eager::resume);
            assertThat(source.buffer(1).toList()).isEqualTo(Flows.longs(0, 10_000));
        }
    }

    /** A thread that pushes, and looks at what it was told only now and then. */
    private static final class Late {
        private final long most;
        private final int slack;
        private final CountDownLatch done = new CountDownLatch(1);
        final List<String> wrong = new ArrayList<>();
        private volatile boolean paused;
        private int pauses; // guarded by this; those that no resume followed yet
        private volatile Thread thread;

        Late(long most, int slack) {
            this.most = most;
            this.slack = slack;
        }

        void onItem(Receiver<Long> out) {
            thread = Thread.ofVirtual().start(() -> {
                for (long next = 0; next < most; next++) {
                    if (next % (slack + 1) == 0) {
                        while (paused) {
                            LockSupport.park(this);
                        }
                    }
                    out.accept(next);
                }
                out.end();
                done.countDown();
            });
        }

        void pause() {
            told(true);
        }

        void resume() {
            told(false);
            LockSupport.unpark(thread);
        }

        /** Where a pause crosses a resume the API may hear pause, pause, resume, resume; never a resume too many. */
        private synchronized void told(boolean pause) {
            pauses += pause ? 1 : -1;
            if (pauses < 0) {
                wrong.add("resumed more often than paused");
            }
            paused = pause;
        }
    }

    // The races of push, pause and resume: nothing lost, never stuck.
    @Test
    @Tag("realTime")
    void pausable_onAThreadOfItsOwn_losesNothing() throws Exception {
        for (int round = 0; round < 200; round++) {
            int slack = round % 4;
            int spare = slack == 0 ? 0 : 2 * slack + 1; // twice, where a pause crosses a resume
            Late late = new Late(2_000, slack);
            var run = Source.pausable(
                            Capacity.items(spare + 1 + round % 3), spare, late::onItem, late::pause, late::resume)
                    .to(Sink.toList())
                    .start();
            assertThat(Flows.result(run)).isEqualTo(Flows.longs(0, 2_000));
            Flows.await(late.done);
            assertThat(late.wrong).isEmpty();
            Flows.assertQuiet(run);
        }
    }
}
