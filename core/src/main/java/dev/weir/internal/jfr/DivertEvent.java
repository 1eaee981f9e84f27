package dev.weir.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A flow goes another way from here on. */
@Name("dev.weir.Divert")
@Label("Flow diverted")
@Category({"weir"})
@StackTrace(false)
public final class DivertEvent extends Event {
    @Label("Stage")
    private final String stage;

    @Label("Reason")
    private final String reason;

    private DivertEvent(String stage, String reason) {
        this.stage = stage;
        this.reason = reason;
    }

    /** Tells it, if anybody records it. */
    public static void tell(String stage, String reason) {
        DivertEvent event = new DivertEvent(stage, reason);
        if (event.shouldCommit()) {
            event.commit();
        }
    }

    @Override
    public String toString() {
        return stage + ": " + reason;
    }
}
