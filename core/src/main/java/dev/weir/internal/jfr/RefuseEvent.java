package dev.weir.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** An entry refused an item. */
@Name("dev.weir.Refuse")
@Label("Item refused")
@Category({"weir"})
@StackTrace(false)
public final class RefuseEvent extends Event {
    @Label("Stage")
    private final String stage;

    @Label("Reason")
    private final String reason;

    private RefuseEvent(String stage, String reason) {
        this.stage = stage;
        this.reason = reason;
    }

    /** Tells it, if anybody records it. */
    public static void tell(String stage, String reason) {
        RefuseEvent event = new RefuseEvent(stage, reason);
        if (event.shouldCommit()) {
            event.commit();
        }
    }

    @Override
    public String toString() {
        return stage + ": " + reason;
    }
}
