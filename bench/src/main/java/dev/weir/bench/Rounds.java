package dev.weir.bench;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Measures in rounds: in each, every subject gets one fork, one after the other. So what changes on the machine
 * meanwhile hits all of them alike, and the forks of one subject tell how much it did. What fails is tried again in the next
 * round: it may have been the machine, and how often it fails is to be told.
 */
final class Rounds {
    private final int rounds;
    private final Fork jmh;
    private final Fork program;
    private final PrintWriter progress;
    private final Map<Turn, List<Score>> scores = new LinkedHashMap<>();
    private final Map<Turn, Failure> failures = new LinkedHashMap<>();

    Rounds(int rounds, Fork jmh, Fork program, PrintWriter progress) {
        this.rounds = rounds;
        this.jmh = jmh;
        this.program = program;
        this.progress = progress;
    }

    /** Measures each subject in each build, and tells the outcome after each round. */
    void measure(List<Subject> subjects, List<Build> builds, Consumer<Outcome> afterRound) {
        List<Turn> turns = subjects.stream()
                .flatMap(subject -> builds.stream().map(build -> new Turn(subject, build)))
                .toList();
        int all = rounds * turns.size();
        int done = 0;
        long begin = System.nanoTime();
        for (int round = 1; round <= rounds; round++) {
            for (Turn turn : turns) {
                String said = fork(turn);
                done++;
                long left = (System.nanoTime() - begin) / done * (all - done);
                progress.println("round " + round + " of " + rounds + ", " + done + " of " + all + ": "
                        + turn.name(builds.size() > 1) + " " + said + "; " + left(Duration.ofNanos(left)));
                progress.flush();
            }
            afterRound.accept(outcome(round));
        }
    }

    private String fork(Turn turn) {
        try {
            Score score = (turn.subject.contest().isProgram() ? program : jmh).measure(turn.subject, turn.build);
            scores.computeIfAbsent(turn, _ -> new ArrayList<>()).add(score);
            return Numbers.shown(score.value()) + " " + score.main();
        } catch (IllegalStateException e) {
            failures.merge(turn, new Failure(1, String.valueOf(e.getMessage())), Failure::and);
            return "failed";
        }
    }

    private Outcome outcome(int tried) {
        List<Result> results = scores.entrySet().stream()
                .map(entry -> new Result(entry.getKey().subject, entry.getKey().build, entry.getValue()))
                .toList();
        Map<String, String> failed = new LinkedHashMap<>();
        failures.forEach((turn, failure) -> failed.put(
                name(turn.subject, turn.build), "in " + failure.times + " of " + tried + " rounds: " + failure.why));
        return new Outcome(results, failed);
    }

    /** What a failure is told by. */
    static String name(Subject subject, Build build) {
        return new Turn(subject, build).name(true);
    }

    /** How long it will take, for people. */
    static String left(Duration time) {
        return time.toSeconds() < 100
                ? time.toSeconds() + " s left"
                : Math.round(time.toSeconds() / 60.0) + " min left";
    }

    /** How often one failed, and why it did at last. */
    private record Failure(int times, String why) {
        Failure and(Failure next) {
            return new Failure(times + next.times, next.why);
        }
    }

    private record Turn(Subject subject, Build build) {
        String name(boolean withBuild) {
            return subject.name() + (withBuild ? " (" + build.name() + ")" : "");
        }
    }
}
