package dev.weir;

import dev.weir.internal.declare.Port;
import dev.weir.internal.engine.Opening;
import dev.weir.internal.stage.Door;
import dev.weir.internal.stage.External;
import dev.weir.internal.stage.Generate;
import dev.weir.internal.stage.Pulled;
import dev.weir.internal.stage.Pulls;
import dev.weir.internal.stage.Pushes;
import dev.weir.internal.stage.Taken;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

/** Where items come from. */
@CheckReturnValue
abstract class Beginnings<T> extends Operators<T> {
    Beginnings(Port port) {
        super(port);
    }

    /**
     * These items.
     *
     * @param items none of them null
     * @param <T> the items
     * @return a source of them
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T> Source<T> of(T... items) {
        return pulled("of", Pulls.each(List.of(items)));
    }

    /**
     * What can be iterated over; each run iterates anew.
     *
     * @param items asked for an iterator when a run wants its first item
     * @param <T> the items
     * @return a source of them
     */
    public static <T> Source<T> from(Iterable<? extends T> items) {
        return pulled("from", Pulls.each(items));
    }

    /**
     * What an iterator has left: the first run takes it, a second one fails.
     *
     * @param items used by one thread at a time; its calls may block
     * @param <T> the items
     * @return a source of them
     */
    public static <T> Source<T> from(Iterator<? extends T> items) {
        return pulled("from", Pulls.once(items));
    }

    /**
     * A stream's elements: the first run takes and closes it, a second one fails.
     *
     * @param items a sequential stream; its stages run on the thread that pulls
     * @param <T> the items
     * @return a source of them
     */
    public static <T> Source<T> from(Stream<? extends T> items) {
        return pulled("from", Pulls.once(items));
    }

    /**
     * What a publisher publishes: asked for what there is room for, and no more. Holds at most {@link Capacity#DEFAULT}.
     *
     * @param publisher subscribed to by each run
     * @param <T> the items
     * @return a source of them
     */
    public static <T> Source<T> from(Flow.Publisher<? extends T> publisher) {
        return from(publisher, Capacity.DEFAULT);
    }

    /**
     * What a publisher publishes: asked for what there is room for, and no more.
     *
     * @param publisher subscribed to by each run
     * @param capacity what may be asked for and held together
     * @param <T> the items
     * @return a source of them
     */
    public static <T> Source<T> from(Flow.Publisher<? extends T> publisher, Capacity capacity) {
        return source(new External<>("from", Pulls.subscription(publisher), capacity));
    }

    /**
     * What a stage completes with: one item, or the failure, out of what it was wrapped in. If no item is wanted any
     * more before that, the stage is cancelled if it is a future. Holds one item.
     *
     * @param stage each run gets the same of it; it may be completed by any thread
     * @param <T> the item
     * @return a source of it
     */
    public static <T> Source<T> from(CompletionStage<? extends T> stage) {
        return source(new External<>("from", Pushes.completion(Objects.requireNonNull(stage)), Capacity.items(1)));
    }

    /**
     * What others put into a queue; without end. Holds one item, as the queue is a buffer itself: what is taken out of
     * it early is missed by others that take from it.
     *
     * @param queue taken from by each run; one that is not declared as a {@code BlockingQueue} is iterated over instead
     * @param <T> the items
     * @return a source of what is put in
     */
    public static <T> Source<T> from(BlockingQueue<? extends T> queue) {
        return from(queue, Capacity.items(1));
    }

    /**
     * What others put into a queue; without end. Items are taken by a call that blocks, on a thread of its own, and
     * only when there is room for one. When no more are wanted, or the pipeline drains, that call is interrupted: an
     * item is either still in the queue, or was taken; then it has a place, is counted there, and is discarded there on
     * a cancel or an early end.
     *
     * @param queue taken from by each run
     * @param capacity what the link behind it may hold; more than one item spares most of the hops between threads
     * @param <T> the items
     * @return a source of what is put in
     */
    public static <T> Source<T> from(BlockingQueue<? extends T> queue, Capacity capacity) {
        return source(new Taken<T>(Objects.requireNonNull(queue), null, Objects.requireNonNull(capacity)));
    }

    /**
     * What others put into a queue, up to a last item, which is taken and not handed on. Otherwise as
     * {@link #from(BlockingQueue)}.
     *
     * @param queue taken from by each run
     * @param last the item that ends it, or one that is equal
     * @param <T> the items
     * @return a source of what is put in before the last item
     */
    public static <T> Source<T> from(BlockingQueue<? extends T> queue, T last) {
        return source(new Taken<T>(Objects.requireNonNull(queue), Objects.requireNonNull(last), Capacity.items(1)));
    }

    /**
     * Whole numbers.
     *
     * @param from the first one
     * @param to the one after the last
     * @return a source of them, empty if from is not less than to
     */
    public static Source<Long> range(long from, long to) {
        return pulled("range", Pulls.range(from, to));
    }

    /**
     * The lines of a file in UTF-8, without their ends. It is opened when the first line is wanted, and closed however
     * the flow ends. A line that is longer than may be fails the flow; what is not UTF-8 is replaced. It is read by the
     * thread of the stages around it: where that must not block, or bad text must fail the flow, use
     * {@link Bytes#read(Path, int)} and {@link Bytes#lines}.
     *
     * @param file the file
     * @param longest the most bytes in a line, without its end
     * @return a source of lines
     */
    public static Source<String> lines(Path file, int longest) {
        return pulled("lines", Pulls.lines(file, (int) atLeast("the longest line", 1, longest)));
    }

    /**
     * Blocking code that emits items, on a thread of its own; suspended in {@code emit} when there is no room. Holds at
     * most {@link Capacity#DEFAULT}. On a cancel, {@code emit} throws, and code that blocks elsewhere is interrupted.
     *
     * @param generator run once by each run
     * @param <T> the items
     * @return a source of what it emits
     */
    public static <T> Source<T> generate(Generator<T> generator) {
        return generate(Capacity.DEFAULT, generator);
    }

    /**
     * Blocking code that emits items, on a thread of its own; suspended in {@code emit} when there is no room.
     *
     * @param capacity what the link behind it may hold
     * @param generator run once by each run
     * @param <T> the items
     * @return a source of what it emits
     */
    public static <T> Source<T> generate(Capacity capacity, Generator<T> generator) {
        return source(new Generate<>(Objects.requireNonNull(generator), Objects.requireNonNull(capacity)));
    }

    /**
     * A callback API that can be held back.
     *
     * @param capacity what the link behind it may hold
     * @param producer started by each run when the first item is wanted
     * @param <T> the items
     * @return a source of what it pushes
     */
    public static <T> Source<T> pausable(Capacity capacity, Producer<T> producer) {
        return source(new External<>("pausable", Objects.requireNonNull(producer), capacity));
    }

    /**
     * A callback API with pause and resume. Paused when 16 items are here, and resumed when 12 of them are gone; 16
     * more may come late, because they were under way when it was paused. One beyond that fails the flow. Holds at most
     * {@link Capacity#DEFAULT}.
     *
     * @param subscribe called once a run, when the first item is wanted, with what takes the items from then on, one at
     *     a time, from any thread, and their end or failure
     * @param pause makes the API stop: called once each time that it is full, by whoever pushed, before that push
     *     returns; once more if it crosses a resume in another thread and items still come. Also called when no more
     *     items are wanted, unless it is paused then or has ended. Must not block
     * @param resume makes it go on: called once each time that there is room again, never more often than {@code
     *     pause} and never after its end. A pause that crosses it may reach the API first; then it is called once more
     *     for that pause, though the API goes on already. It may push from inside of this call; must not block
     * @param <T> the items
     * @return a source of what it pushes
     */
    public static <T> Source<T> pausable(Action<Receiver<T>> subscribe, Runnable pause, Runnable resume) {
        return pausable(Capacity.DEFAULT, Capacity.DEFAULT.items() / 2, subscribe, pause, resume);
    }

    /**
     * A callback API with pause and resume.
     *
     * @param capacity what the link behind it may hold, late items included
     * @param late how many items may come after {@code pause} was called, twice as many as are under way at most if the
     *     API pushes in one thread while it is resumed in another; less than the capacity has places, by number and by
     *     weight. The API is paused when only these places are left
     * @param subscribe as in {@link #pausable(Action, Runnable, Runnable)}
     * @param pause as there
     * @param resume as there
     * @param <T> the items
     * @return a source of what it pushes
     * @throws IllegalArgumentException if late is negative, or leaves no place for an item that is not late
     */
    public static <T> Source<T> pausable(
            Capacity capacity, int late, Action<Receiver<T>> subscribe, Runnable pause, Runnable resume) {
        long places = capacity.weigher() == null ? capacity.items() : capacity.weight() / capacity.heaviest();
        if (atLeast("late", 0, late) >= Math.min(places, capacity.items())) {
            throw new IllegalArgumentException("late must leave >= 1 of the places of the capacity (" + capacity
                    + ") but was " + late + "; raise the capacity");
        }
        Objects.requireNonNull(subscribe);
        Objects.requireNonNull(pause);
        Objects.requireNonNull(resume);
        return source(new External<>("pausable", Pushes.pausable(subscribe, pause, resume), capacity, late));
    }

    /**
     * An API that is asked for one item at a time. It is asked again when it has answered, while there is room. Holds
     * at most {@link Capacity#DEFAULT}.
     *
     * @param ask asks for one item, and does not block. The answer is a push, the end or a failure, from any thread, at
     *     once or later; a second push for one question fails the flow, an answer after the end has no effect
     * @param <T> the items
     * @return a source of the answers
     */
    public static <T> Source<T> asking(Action<Receiver<T>> ask) {
        return asking(Capacity.DEFAULT, ask);
    }

    /**
     * An API that is asked for one item at a time.
     *
     * @param capacity what the link behind it may hold
     * @param ask as in {@link #asking(Action)}
     * @param <T> the items
     * @return a source of the answers
     */
    public static <T> Source<T> asking(Capacity capacity, Action<Receiver<T>> ask) {
        return source(new External<>("asking", Pushes.asking(Objects.requireNonNull(ask)), capacity));
    }

    /**
     * A door for work from outside, asked for by its name in a running pipeline. It ends when it is closed.
     *
     * @param name its name
     * @param capacity how many items may wait in it, at least 1
     * @param <T> the items
     * @return a source of what is put in
     */
    public static <T> Source<T> entry(String name, int capacity) {
        return entry(name, Capacity.items(capacity));
    }

    /**
     * A door for work from outside that counts weight next to items; otherwise as {@link #entry(String, int)}. Items are
     * weighed on the thread that puts them in. One that is too heavy, or whose weigher throws, is not put in, and whoever
     * puts it is told so; the run goes on.
     *
     * @param name its name
     * @param capacity what may wait in it
     * @param <T> the items
     * @return a source of what is put in
     */
    public static <T> Source<T> entry(String name, Capacity capacity) {
        return Source.<T>source(new Door<T>(Objects.requireNonNull(capacity))).named(name);
    }

    private static <T> Source<T> pulled(String kind, Opening<T> opening) {
        return source(new Pulled<>(kind, opening));
    }
}
