package dev.weir.internal.stage;

import dev.weir.Ending;
import dev.weir.internal.engine.Island;
import dev.weir.internal.engine.SerialTask;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Wake;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What the links behind a fan-out wake: its island. User code in that island is interrupted only when nothing it feeds is
 * wanted any more: after the last of the links was cancelled, or one of them because it failed.
 * An island that hosts the fan-out of an inner flow feeds others too and is not interrupted.
 */
final class FanOut implements Wake {
    private final Island island;
    private final boolean hosted;
    private final AtomicInteger live;

    FanOut(Site site, int outlets) {
        this.island = site.island();
        this.hosted = site.isHosted();
        this.live = new AtomicInteger(outlets);
    }

    @Override
    public void wake() {
        island.wake();
    }

    @Override
    public void wake(@Nullable SerialTask by) {
        island.wake(by);
    }

    @Override
    public Island island() {
        return island;
    }

    @Override
    public void stop(Ending reason) {
        boolean last = live.decrementAndGet() == 0;
        island.wake();
        if (last || reason instanceof Ending.Failed) {
            interrupt(reason);
        }
    }

    private void interrupt(Ending reason) {
        if (!hosted) {
            island.interrupt(reason);
        }
    }

    /** What the link behind an outlet wakes that decides for all. */
    Wake leader() {
        return new Wake() {
            @Override
            public void wake() {
                island.wake();
            }

            @Override
            public void wake(@Nullable SerialTask by) {
                island.wake(by);
            }

            @Override
            public Island island() {
                return island;
            }

            @Override
            public void stop(Ending reason) {
                island.wake();
                interrupt(reason);
            }
        };
    }

    /** The island has found out that nothing it feeds is wanted. */
    void givenUp() {
        if (!hosted) {
            island.givenUp();
        }
    }
}
