package dev.weir.internal.stage;

import dev.weir.Action;
import dev.weir.Producer;
import dev.weir.Receiver;
import java.util.concurrent.CompletionStage;

/** What pushes items into sources: each method says how one run starts it. */
@SuppressWarnings("serial") // these run where they were made; only the public functions may travel
public final class Pushes {
    private Pushes() {}

    /** An API that is told to pause and to go on. */
    public static <T> Producer<T> pausable(Action<Receiver<T>> subscribe, Runnable pause, Runnable resume) {
        return out -> {
            var pausing = new Pausing<T>(out, pause, resume);
            subscribe.on(pausing);
            return pausing;
        };
    }

    /** An API that is asked for one item at a time. */
    public static <T> Producer<T> asking(Action<Receiver<T>> ask) {
        return out -> {
            var asking = new Asking<T>(out, ask);
            asking.askWhileThereIsRoom();
            return asking;
        };
    }

    /** What a stage completes with. */
    public static <T> Producer<T> completion(CompletionStage<? extends T> stage) {
        return out -> {
            var completion = new Completion<T>(stage, out);
            stage.whenComplete(completion::completed);
            return completion;
        };
    }
}
