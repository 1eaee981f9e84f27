package dev.weir;

import dev.weir.internal.engine.Runner;
import dev.weir.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline that was started. Any thread may use it. It ends by itself; leaving a {@code try} block before that
 * cancels it, and waits until nothing of it runs.
 *
 * @param <R> the result of its sink
 */
public interface Running<R extends @Nullable Object> extends AutoCloseable {
    /**
     * Waits for the end. An interrupt cancels the run, whose end is then waited for; the flag stays set.
     *
     * @return the sink's result
     * @throws FlowFailedException if a stage failed
     * @throws FlowCancelledException if it was cancelled
     * @throws IllegalStateException if what makes one result of several has thrown, with that as its cause
     */
    R join();

    /**
     * Waits for the end, for a while. An interrupt cancels the run, as in {@link #join()}.
     *
     * @param atMost how long
     * @return the sink's result
     * @throws TimeoutException if it has not ended by then; it goes on
     * @throws FlowFailedException if a stage failed
     * @throws FlowCancelledException if it was cancelled
     * @throws IllegalStateException as in {@link #join()}
     */
    R join(Duration atMost) throws TimeoutException;

    /**
     * The result as a stage: complete when every part of the pipeline has ended.
     *
     * @return completes with what {@link #join()} returns or throws; if one result could not be made of several, with what
     *     was thrown there
     */
    CompletionStage<R> result();

    /**
     * Whether every part has ended.
     *
     * @return whether {@link #join()} would return at once
     */
    boolean ended();

    /**
     * Holds the flow: no stage takes another item until every holder has let go. Items at rest stay where they are, a
     * clean end waits, a cancel does not. Never blocks.
     *
     * @param holder who, for people
     * @return the pause; release it
     */
    Pause pause(String holder);

    /**
     * Who holds the flow, and for how long.
     *
     * @return the holders, the first one first; empty if it flows
     */
    Map<String, Duration> pausedBy();

    /**
     * Stops everything at once: held items are discarded and counted, user code that blocks is interrupted, resources
     * are closed. Never blocks; {@link #join()} then waits until all is quiet. How far it got is told by {@link
     * #pressure()}: what the sinks have taken, and what each link has passed on and discarded. No effect on an ended run.
     *
     * @param reason why, for people
     */
    void cancel(String reason);

    /**
     * Stops gracefully: sources and entries take in nothing new, what is held flows out, the end is clean. What has not
     * come out in time is cancelled, and {@link #join()} waits until that is quiet. Nothing flows out while it is paused.
     * The beginning of a frame, the rest of which was not read any more, is let go. Code that blocks elsewhere than in
     * weir, such as a generator that waits for its own events, is not interrupted: it is stopped when it comes back.
     * Blocks; an interrupt cancels at once, and the flag stays set.
     *
     * @param within how long to wait
     * @return whether all came out, and what remained
     */
    DrainReport drain(Duration within);

    /**
     * Reads the pressure. Never blocks, and does not slow the flow.
     *
     * @return the reading
     */
    Pressure pressure();

    /**
     * The door for work from outside, declared by {@link Source#entry}.
     *
     * @param name its name
     * @param <T> the items it takes
     * @return the entry
     * @throws java.util.NoSuchElementException if no entry has this name
     */
    <T> Entry<T> entry(String name);

    /**
     * What the pipeline was named.
     *
     * @return the name given by {@link Pipeline#named}, or "pipeline"
     */
    String name();

    /**
     * Changes a stage while it runs: what a link may hold, how many calls are made at a time, at which rate a throttle lets
     * through. Nothing is lost; what is more than it may hold now leaves first. Takes effect soon.
     *
     * @param stage the name of the stage
     * @param setting what it is to be from now on, within what was declared
     * @throws IllegalArgumentException if no stage of this name has such a setting, or it is more than was declared
     */
    void set(String stage, Setting setting);

    /**
     * Has another framing read on, from the first byte that belongs to no frame yet: frames that were handed on stay where
     * they are, what has come of the next one is read again by the new framing. Also while it is paused; takes effect with
     * the next frame, or soon if none comes.
     *
     * @param stage the name of the stage, declared by {@link Frames#of}
     * @param next the framing; its frames must be what the old ones were
     * @throws IllegalArgumentException if no such stage has this name
     */
    void divert(String stage, Framing<?> next);

    /**
     * What each part waits for now: who waits for whom.
     *
     * @return one entry for each part that has not ended, in the direction of the flow
     */
    List<Waiting> waiting();

    /**
     * The drawing of its plan with the numbers of now.
     *
     * @return a {@code flowchart} of Mermaid
     */
    String toMermaid();

    /** One line a stage, with the numbers of now; who pauses it, and the bottleneck. */
    @Override
    String toString();

    /**
     * All runs of this process that were started and have not ended, those excepted that run on their caller's thread
     * alone.
     *
     * @return a snapshot
     */
    static List<Running<?>> all() {
        return Runner.running();
    }

    /**
     * What is running.
     *
     * @return the plan
     */
    Plan plan();

    /**
     * Cancels the run if it has not ended, and waits until it has, whatever interrupts. Not for a function of the run
     * itself, which would wait for itself. On the thread of an event loop that runs it, it only cancels. Failures are told
     * by {@link #join()}, not here.
     */
    @Override
    void close();
}
