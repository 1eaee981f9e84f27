package dev.weir.proof.laws;

import static dev.weir.proof.laws.Case.SIX;
import static dev.weir.proof.laws.Case.pipe;

import dev.weir.Capacity;
import dev.weir.Overflow;
import dev.weir.Pipe;
import dev.weir.Rate;
import dev.weir.Timeout;
import dev.weir.admission.Deadline;
import dev.weir.testkit.PipeLaws;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Those about rates and time: most of them hold items. */
final class RatePipes {
    private static final Duration DAY = Duration.ofDays(1);

    private RatePipes() {}

    static List<Case> all() {
        return Stream.of(rates(), drops(), times()).flatMap(List::stream).toList();
    }

    private static List<Case> rates() {
        return List.of(
                pipe(
                        "throttle",
                        source -> source.throttle(1, millis(5)),
                        SIX,
                        laws -> laws.passesItems().inVirtualTime()),
                pipe(
                        "throttle by cost, with a burst",
                        source -> source.throttle(1_000_000, millis(1), 100, n -> n),
                        SIX,
                        PipeLaws::passesItems),
                pipe(
                        "throttle by a shared rate",
                        source -> source.throttle(Rate.of(1, millis(5), 2)),
                        SIX,
                        laws -> laws.passesItems().inVirtualTime()),
                pipe(
                        "throttle by a shared rate that is high",
                        source -> source.throttle(Rate.of(1_000_000, millis(1))),
                        SIX,
                        PipeLaws::passesItems),
                pipe("conflate", source -> source.conflate((a, b) -> b), SIX, PipeLaws::mayLose),
                pipe("batch", lists(source -> source.batch(3)), SIX),
                pipe("expand", source -> source.expand(n -> List.of(n).iterator()), SIX, laws -> laws),
                pipe(
                        "expiring",
                        source -> source.expiring(3, n -> Deadline.in(DAY), n -> {}),
                        SIX,
                        PipeLaws::passesItems),
                pipe("codel", source -> source.codel(3, DAY, DAY), SIX, PipeLaws::passesItems),
                pipe(
                        "codel that drops",
                        source -> source.codel(3, millis(5), millis(20)),
                        SIX,
                        laws -> laws.passesItems().mayLose().inVirtualTime()),
                pipe(
                        "newestFirst",
                        source -> source.newestFirst(3, DAY),
                        SIX,
                        laws -> laws.passesItems().mayLose()),
                pipe(
                        "newestFirst when late",
                        source -> source.newestFirst(3, millis(5)),
                        SIX,
                        laws -> laws.passesItems().mayLose().inAnyOrder().inVirtualTime()));
    }

    private static List<Case> drops() {
        return List.of(
                pipe(
                        "drop oldest",
                        source -> source.buffer(2, Overflow.DROP_OLDEST),
                        SIX,
                        laws -> laws.passesItems().mayLose()),
                pipe(
                        "drop newest",
                        source -> source.buffer(2, Overflow.DROP_NEWEST),
                        SIX,
                        laws -> laws.passesItems().mayLose()),
                pipe(
                        "latest",
                        source -> source.buffer(2, Overflow.LATEST),
                        SIX,
                        laws -> laws.passesItems().mayLose()),
                pipe(
                        "detach",
                        source -> source.buffer(8, Overflow.DETACH),
                        SIX,
                        laws -> laws.passesItems().mayOverflow()),
                pipe(
                        "fail",
                        source -> source.buffer(8, Overflow.FAIL),
                        SIX,
                        laws -> laws.passesItems().mayOverflow()));
    }

    private static List<Case> times() {
        return List.of(
                pipe(
                        "groupedWithin, full lists",
                        source -> source.groupedWithin(4, DAY),
                        SIX,
                        List.of(List.of(1L, 2L, 3L, 4L), List.of(5L, 6L)),
                        PipeLaws::passesItems),
                pipe(
                        "groupedWithin",
                        lists(source -> source.groupedWithin(3, millis(25))),
                        SIX,
                        PipeLaws::inVirtualTime),
                pipe(
                        "sliding, one after the other",
                        source -> source.sliding(4, 4),
                        SIX,
                        List.of(List.of(1L, 2L, 3L, 4L), List.of(5L, 6L)),
                        PipeLaws::passesItems),
                pipe(
                        "sliding, with gaps",
                        source -> source.sliding(1, 3),
                        SIX,
                        List.of(List.of(1L), List.of(4L)),
                        PipeLaws::passesItems),
                pipe(
                        "sliding, overlapping",
                        source -> source.sliding(2, 1),
                        SIX,
                        List.of(List.of(1L, 2L), List.of(2L, 3L), List.of(3L, 4L), List.of(4L, 5L), List.of(5L, 6L)),
                        laws -> laws),
                pipe(
                        "slidingWithin",
                        lists(source -> source.slidingWithin(millis(10_000), millis(10_000), 4)),
                        SIX,
                        PipeLaws::inVirtualTime),
                pipe(
                        "debounce",
                        source -> source.debounce(millis(5)),
                        SIX,
                        laws -> laws.passesItems().mayLose().inVirtualTime()),
                pipe(
                        "sample",
                        source -> source.sample(millis(25)),
                        SIX,
                        laws -> laws.passesItems().mayLose().inVirtualTime()),
                pipe(
                        "delay",
                        source -> source.delay(millis(20), Capacity.items(2)),
                        SIX,
                        laws -> laws.passesItems().inVirtualTime()),
                pipe("delay by nothing", source -> source.delay(Duration.ZERO), SIX, PipeLaws::passesItems),
                pipe("keepAlive", source -> source.keepAlive(DAY, () -> 0L), SIX, PipeLaws::passesItems),
                pipe("timeout, first", source -> source.timeout(Timeout.first(DAY)), SIX, PipeLaws::passesItems),
                pipe("timeout, idle", source -> source.timeout(Timeout.idle(DAY)), SIX, PipeLaws::passesItems),
                pipe("timeout, whole", source -> source.timeout(Timeout.whole(DAY)), SIX, PipeLaws::passesItems),
                pipe(
                        "timeout, held back",
                        source -> source.timeout(Timeout.heldBack(DAY)),
                        SIX,
                        PipeLaws::passesItems));
    }

    /** What is in the lists: how long each is depends on who is faster. */
    private static Pipe<Long, Long> lists(Pipe<Long, List<Long>> pipe) {
        return pipe.then(lists -> lists.mapMulti((list, out) -> list.forEach(out::emit)));
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
