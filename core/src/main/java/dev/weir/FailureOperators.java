package dev.weir;

import dev.weir.internal.declare.Port;
import dev.weir.internal.stage.Recover;
import java.util.Objects;

/** The operators that say what becomes of a failure. */
abstract class FailureOperators<T> extends TimeOperators<T> {
    FailureOperators(Port port) {
        super(port);
    }

    /**
     * When what is before it fails, another source takes its place; what came before the failure has been handed on.
     * Holds what that source holds, 256 items at most.
     *
     * @param other makes a source of the cause; a failure of that source is not recovered
     * @return a source of both
     */
    public Source<T> recover(Fn<? super Throwable, ? extends Source<? extends T>> other) {
        Objects.requireNonNull(other);
        return then(new Recover<T>(cause -> InnerPlans.of(other.apply(cause)), InnerPlans.HOLDS));
    }
}
