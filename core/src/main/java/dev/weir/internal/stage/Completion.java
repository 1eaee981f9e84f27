package dev.weir.internal.stage;

import dev.weir.Ending;
import dev.weir.Producing;
import dev.weir.Receiver;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** {@code from(CompletionStage)}: one item, or the failure. */
final class Completion<T> implements Producing {
    private final CompletionStage<? extends T> stage;
    private final Receiver<T> out;

    Completion(CompletionStage<? extends T> stage, Receiver<T> out) {
        this.stage = stage;
        this.out = out;
    }

    void completed(@Nullable T item, @Nullable Throwable thrown) {
        if (thrown != null) {
            out.fail(unwrapped(thrown));
        } else if (item == null) {
            out.fail(new NullPointerException("a stage must complete with an item but completed with null;"
                    + " have it complete with something that says so"));
        } else {
            out.push(item);
            out.end();
        }
    }

    private static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown.getCause();
        boolean wrapper = thrown instanceof CompletionException || thrown instanceof ExecutionException;
        return wrapper && cause != null ? unwrapped(cause) : thrown;
    }

    @Override
    public void resume() {}

    @Override
    public void stop(Ending reason) {
        if (stage instanceof Future<?> future) {
            try {
                future.cancel(true);
            } catch (UnsupportedOperationException readOnly) {
                // such as CompletableFuture.minimalCompletionStage(): nobody is to cancel it
            }
        }
    }
}
