package dev.weir.proof.laws;

import static dev.weir.proof.laws.Case.SIX;
import static dev.weir.proof.laws.Case.pipe;

import dev.weir.Restart;
import dev.weir.Source;
import java.time.Duration;
import java.util.List;

/** Those that answer a failure. */
final class FailurePipes {
    private static final Restart NEVER =
            Restart.backoff(Duration.ofMillis(1), Duration.ofMillis(2)).atMost(0, Duration.ofDays(1));

    private FailurePipes() {}

    static List<Case> all() {
        return List.of(
                pipe(
                        "recover, nothing",
                        source -> source.recover(cause -> Source.of(7L)),
                        SIX,
                        laws -> laws.passesItems().mayEndOtherwise()),
                pipe(
                        "recover",
                        source -> Source.concat(source, failing()).recover(cause -> Source.of(7L)),
                        List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L),
                        laws -> laws.passesItems().mayEndOtherwise().addsItems()),
                pipe(
                        "recover with links and code that is suspended",
                        source -> Source.concat(source, failing())
                                .recover(cause -> Source.of(7L).buffer(1).<Long>mapMulti((n, out) -> out.emit(n))),
                        List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L),
                        laws -> laws.passesItems().mayEndOtherwise().addsItems()),
                pipe(
                        "an inner source that is run again",
                        source -> source.flatMap(n -> Source.of(n).restart(NEVER)),
                        SIX,
                        laws -> laws),
                pipe(
                        "an inner source that fails, and is recovered",
                        source -> source.flatMap(
                                n -> Source.concat(Source.of(n), failing()).recover(cause -> Source.of())),
                        SIX,
                        laws -> laws));
    }

    private static Source<Long> failing() {
        return Source.of(1L).map(n -> {
            throw new IllegalStateException("again");
        });
    }
}
