package dev.weir.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** An item was let go: dropped for want of room, or expired. */
@Name("dev.weir.Drop")
@Label("Item dropped")
@Category({"weir"})
@StackTrace(false)
public final class LossEvent extends Event {
    @Label("Stage")
    private final String stage;

    @Label("Reason")
    private final String reason;

    private LossEvent(String stage, String reason) {
        this.stage = stage;
        this.reason = reason;
    }

    /** Tells it, if anybody records it. */
    public static void tell(String stage, String reason) {
        LossEvent event = new LossEvent(stage, reason);
        if (event.shouldCommit()) {
            event.commit();
        }
    }

    @Override
    public String toString() {
        return stage + ": " + reason;
    }
}
