package dev.weir.http;

import dev.weir.FlowCancelledException;
import dev.weir.Fn;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Answers when something has happened: for clients that can do no more than ask again. */
public final class LongPoll {
    private LongPoll() {}

    /**
     * Waits for the next item, and answers with it; 204 if none comes in time, or the source ends. For handlers that may
     * block; one whose peer goes away is interrupted, and leaves the source. What is said between two polls is heard only
     * of a source that keeps it, such as that of a {@link dev.weir.Hub#replaying replaying} hub.
     *
     * @param source run until its first item, such as a member of a hub
     * @param atMost how long to wait; keep it under the time in which proxies give up, 30 seconds often
     * @param answer makes the answer
     * @param <T> the items
     * @return the answer
     * @throws dev.weir.FlowFailedException if the source fails, or the answer cannot be made
     * @throws FlowCancelledException if the thread is interrupted
     */
    public static <T> Response next(Source<T> source, Duration atMost, Fn<? super T, Response> answer) {
        Running<List<Response>> run =
                source.limit(1).<Response>map(answer).to(Sink.toList()).start();
        List<Response> answers;
        try {
            answers = run.join(atMost);
        } catch (TimeoutException e) {
            answers = afterAll(run);
        }
        return answers.isEmpty() ? Response.of(204) : answers.getFirst();
    }

    /** It may come while it is given up. */
    private static List<Response> afterAll(Running<List<Response>> run) {
        run.cancel("nothing has come in time");
        try {
            return run.join();
        } catch (FlowCancelledException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            return List.of();
        }
    }
}
