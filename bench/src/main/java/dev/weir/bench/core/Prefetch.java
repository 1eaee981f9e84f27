package dev.weir.bench.core;

import dev.weir.bench.Workload;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many items a flow takes from its source for one that is asked for. Between them are a hop to another thread, sixteen
 * calls at a time with their results in order, and a hop again; the calls are answered at once. The consumer asks once, for
 * one item; when all is at rest it is counted what the source has given.
 *
 * <p>Printed are that number and what the flow was told to hold: the hops and the calls together. With weir it is the bound of
 * the plan, which has one more for each part that runs, as each may have an item in hand. Mutiny has no calls that keep the
 * order; its are unordered. The consumer of Kotlin cannot ask, so it stands still in its first item. The floor is iterators.
 */
@Workload(id = "W12", title = "what one request pulls", item = "request")
public final class Prefetch {
    /** Who can be measured. */
    public static final List<String> CONTENDERS =
            List.of("floorIterators", "weir", "reactor", "rxJava", "mutinyUnordered", "pekko", "kotlin");

    /** What can be varied. */
    public static final Map<String, List<String>> PARAMETERS = Map.of("hop", List.of("1", "32", "256"));

    private static final int ITEMS = 100_000;
    private static final int STILL_MILLIS = 1_000;

    private Prefetch() {}

    /** Asks for one item. */
    public static void main(String[] args) throws InterruptedException {
        Arguments arguments = Arguments.of(args);
        var pulled = new AtomicLong();
        Iterable<Long> source = () -> new Counted(Longs.upTo(ITEMS).iterator(), pulled);
        long declared = new PrefetchFlows(source, arguments.number("hop", 256)).askForOne(arguments);
        System.out.println("pulled " + atRest(pulled, arguments.number("still", STILL_MILLIS)));
        System.out.println("declared " + declared);
    }

    private static long atRest(AtomicLong pulled, int millis) throws InterruptedException {
        long last;
        do {
            last = pulled.get();
            Thread.sleep(millis);
        } while (last == 0 || last != pulled.get());
        return last;
    }
}
