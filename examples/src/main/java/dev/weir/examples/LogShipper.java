package dev.weir.examples;

import static dev.weir.Sizes.KIB;

import dev.weir.Attempt;
import dev.weir.Attempt.Failed;
import dev.weir.Branch;
import dev.weir.Calls;
import dev.weir.Capacity;
import dev.weir.DrainReport;
import dev.weir.Pipe;
import dev.weir.Pipeline;
import dev.weir.Retry;
import dev.weir.RetryBudget;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Ships a log file to a collector, in batches by number, weight and time. A collector that is slow holds back the reading
 * of the file; one that fails is tried again within a budget, and what it does not take then goes to a file of dead
 * letters, as do lines that are no records. A live view sees what it has time for, and a beat when there is nothing.
 */
public final class LogShipper implements AutoCloseable {
    /** How many records, and how much, at a time. */
    public static final Capacity BATCH = Capacity.items(100).weighing(16 * KIB, 4 * KIB, LogLine::weight);

    private final Tail tail;
    private final Running<Shipped> run;

    /**
     * A line of the log.
     *
     * @param level how bad it is
     * @param text what happened
     */
    public record LogLine(String level, String text) {
        static LogLine parse(String line) {
            int space = line.indexOf(' ');
            if (space < 1) {
                throw new IllegalArgumentException("a record must begin with a level and a space but was: " + line);
            }
            return new LogLine(line.substring(0, space), line.substring(space + 1));
        }

        long weight() {
            return level.length() + 1L + text.length();
        }

        @Override
        public String toString() {
            return level + " " + text;
        }
    }

    /** Who gets the records. */
    @FunctionalInterface
    public interface Collector {
        /**
         * Sends a batch, and waits until it is there.
         *
         * @param batch the records
         * @throws Exception if it is not
         */
        void send(List<LogLine> batch) throws Exception;
    }

    /**
     * What has become of the records.
     *
     * @param sent how many the collector has
     * @param dead how many batches it has refused for good
     */
    public record Shipped(long sent, long dead) {}

    /**
     * How it is to be done.
     *
     * @param collector gets the records
     * @param deadLetters where those go that it does not get
     * @param view sees what it has time for
     * @param batchWithin how long a record waits for others
     * @param beat after how long a silence the view gets a sign of life
     * @param retry how often, and after how long, a batch is sent again
     */
    public record Plan(
            Collector collector,
            Path deadLetters,
            Consumer<String> view,
            Duration batchWithin,
            Duration beat,
            Retry retry) {
        /**
         * Some retries, which are a tenth of the batches at most.
         *
         * @return a policy that several shippers may share
         */
        public static Retry retries() {
            return Retry.times(4).spending(RetryBudget.of(0.1, 10));
        }
    }

    private LogShipper(Tail tail, Running<Shipped> run) {
        this.tail = tail;
        this.run = run;
    }

    /**
     * Begins to ship.
     *
     * @param log the file; what is in it, and what comes
     * @param plan how
     * @return the shipper; stop it
     * @throws IOException if the file's folder cannot be watched
     */
    public static LogShipper start(Path log, Plan plan) throws IOException {
        var tail = new Tail(log, 4 * KIB - 64);
        return new LogShipper(tail, declare(tail.lines(), plan).start());
    }

    /**
     * Declares it.
     *
     * @param lines the log
     * @param plan how
     * @return the flow
     */
    public static Pipeline<Shipped> declare(Source<String> lines, Plan plan) {
        // region declare
        return lines.named("lines")
                .attempt(LogLine::parse)
                .named("parse")
                .through(Attempt.deadLetters(unparsed(plan)))
                .also(Branch.dropOldest(50, view(plan)))
                .groupedWithin(BATCH, plan.batchWithin())
                .named("batch")
                .attempt(Calls.<List<LogLine>>atMost(2).retrying(plan.retry()), batch -> send(batch, plan))
                .named("send")
                .to(Sink.teeing(Branch.waiting(sent()), Branch.waiting(dead(plan)), Shipped::new));
        // endregion
    }

    private static int send(List<LogLine> batch, Plan plan) throws Exception {
        plan.collector().send(batch);
        return batch.size();
    }

    /** A sign of life in a silence; the view is slow, so it is behind a branch that nobody waits for. */
    private static Sink<LogLine, Long> view(Plan plan) {
        // region view
        Pipe<LogLine, String> alive = records -> records.map(LogLine::toString)
                .keepAlive(plan.beat(), () -> "-- nothing new --")
                .peek(plan.view()::accept);
        return alive.to(Sink.count());
        // endregion
    }

    private static Sink<Attempt<List<LogLine>, Integer>, Long> sent() {
        Pipe<Attempt<List<LogLine>, Integer>, Integer> values = Attempt.values();
        return values.to(Sink.reduce(0L, (sum, records) -> sum + records));
    }

    private static Sink<Attempt<List<LogLine>, Integer>, Long> dead(Plan plan) {
        // region dead
        Pipe<Attempt<List<LogLine>, Integer>, List<LogLine>> refused =
                all -> all.filter(Failed.class::isInstance).map(Attempt::item);
        return refused.to(Sink.reduce(0L, (count, batch) -> {
            append(plan, batch.stream().map(LogLine::toString).toList());
            return count + 1;
        }));
        // endregion
    }

    private static Sink<Failed<String, LogLine>, Long> unparsed(Plan plan) {
        return Sink.reduce(0L, (count, line) -> {
            append(plan, List.of(line.item()));
            return count + 1;
        });
    }

    private static void append(Plan plan, List<String> lines) throws IOException {
        Files.write(plan.deadLetters(), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /**
     * What runs.
     *
     * @return the run, for its pressure and its result
     */
    public Running<Shipped> running() {
        return run;
    }

    /**
     * Stops now: no more is read, what has been read is shipped.
     *
     * @param within how long that may take; what is left then is discarded and counted
     * @return how it went
     * @throws IOException if the file cannot be let go
     */
    public DrainReport stop(Duration within) throws IOException {
        // region stop
        tail.close(); // a drain does not wake code that waits for a change
        return run.drain(within);
        // endregion
    }

    /**
     * Ends at the end of the file: what is in it is shipped, nothing is waited for.
     *
     * @param within how long that may take
     * @return what has become of all of it
     * @throws IOException if the file cannot be let go
     * @throws TimeoutException if it takes longer; it goes on
     */
    public Shipped finish(Duration within) throws IOException, TimeoutException {
        tail.close();
        return run.join(within);
    }

    @Override
    public void close() throws IOException {
        tail.close();
        run.close();
    }
}
