package dev.weir.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A writer waited for room in a link. */
@Name("dev.weir.Wait")
@Label("Wait for room")
@Category({"weir"})
@StackTrace(false)
public final class WaitEvent extends Event {
    @Label("Link")
    private final String link;

    @Label("Held")
    private final long held;

    private WaitEvent(String link, long held) {
        this.link = link;
        this.held = held;
    }

    /** It begins; null if nobody records it. */
    public static @Nullable WaitEvent begin(String link, long held) {
        WaitEvent event = new WaitEvent(link, held);
        if (!event.isEnabled()) {
            return null;
        }
        event.begin();
        return event;
    }

    String link() {
        return link;
    }

    long held() {
        return held;
    }
}
