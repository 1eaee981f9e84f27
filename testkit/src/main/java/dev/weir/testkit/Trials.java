package dev.weir.testkit;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A test of many cases that are made of {@link Choices}. The first case that fails is made smaller as long as it still fails in the
 * same way: choices are left out, set to 0, lowered. What is left is told with its notes, the seed, and the choices to
 * have it again.
 *
 * @param firstSeed what the first case is drawn from; the next one from the next number
 * @param count how many cases
 * @param tries the most cases that are run to find a smaller one
 * @param time for how long, in real time, a smaller one is looked for
 */
public record Trials(long firstSeed, int count, int tries, Duration time) {
    /** Checks them. */
    public Trials {
        Objects.requireNonNull(time);
        if (count < 0 || tries < 0 || time.isNegative()) {
            throw new IllegalArgumentException(
                    "cases, tries and time must be >= 0 but were " + count + ", " + tries + " and " + time);
        }
    }

    /**
     * Cases one after the other; a smaller one is looked for with 1000 tries in 20 seconds at most.
     *
     * @param firstSeed what the first case is drawn from; the next one from the next number
     * @param count how many cases
     * @return the trials
     */
    public static Trials seeded(long firstSeed, int count) {
        return new Trials(firstSeed, count, 1_000, Duration.ofSeconds(20));
    }

    /**
     * The same cases with another search for a smaller one.
     *
     * @param mostTries the most cases that are run for that
     * @param atMost for how long, in real time
     * @return the trials
     */
    public Trials shrinking(int mostTries, Duration atMost) {
        return new Trials(firstSeed, count, mostTries, atMost);
    }

    /**
     * Runs them.
     *
     * @param trial the test of one case
     * @throws AssertionError if a case fails; it tells the smallest one that was found, and its cause is how that fails
     */
    public void run(Trial trial) {
        for (long seed = firstSeed; seed < firstSeed + count; seed++) {
            Choices choices = Choices.seeded(seed);
            Throwable failure = failure(trial, choices);
            if (failure != null) {
                throw smallest(trial, seed, choices, failure);
            }
        }
    }

    private AssertionError smallest(Trial trial, long seed, Choices choices, Throwable failure) {
        Shrinking shrinking = new Shrinking(trial, choices, failure, tries, time);
        shrinking.run();
        var told = new AssertionError(
                "seed " + seed + " fails" + (shrinking.again() ? "" : ", but not again with the same choices") + "; of "
                        + choices.drawn().size() + " choices "
                        + shrinking.best().drawn().size() + " are left after " + shrinking.tried() + " tries\n"
                        + shrinking.best().notes() + "\nit fails with: " + shrinking.failure()
                        + "\nto have it again: Choices.replay(\"" + shrinking.best()
                        + "\"), or the whole case: -Dweir.seed="
                        + seed,
                shrinking.failure());
        if (shrinking.again()) {
            told.addSuppressed(failure);
        }
        return told;
    }

    /** How a case fails; null if it does not. */
    static @Nullable Throwable failure(Trial trial, Choices choices) {
        try {
            trial.run(choices);
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e;
        } catch (Exception | AssertionError | StackOverflowError e) {
            return e;
        }
    }

    /** The test of one case. */
    @FunctionalInterface
    public interface Trial {
        /**
         * Makes a case of the choices and tests it.
         *
         * @param choices what to draw from
         * @throws Exception fails it, as does an {@link AssertionError}
         */
        void run(Choices choices) throws Exception;
    }
}
