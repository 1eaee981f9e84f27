package dev.weir.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A call that failed is made again, or a source started again. */
@Name("dev.weir.Retry")
@Label("Call made again")
@Category({"weir"})
@StackTrace(false)
public final class RetryEvent extends Event {
    @Label("Stage")
    private final String stage;

    @Label("Reason")
    private final String reason;

    private RetryEvent(String stage, String reason) {
        this.stage = stage;
        this.reason = reason;
    }

    /** Tells it, if anybody records it. */
    public static void tell(String stage, String reason) {
        RetryEvent event = new RetryEvent(stage, reason);
        if (event.shouldCommit()) {
            event.commit();
        }
    }

    @Override
    public String toString() {
        return stage + ": " + reason;
    }
}
