package dev.weir.bench;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;

/** From subjects to tables and files; the files are written after each round, so that a run that is stopped has some. */
record Measurement(Effort effort, Report report, PrintWriter out, PrintWriter progress) {
    /** Measures all, and gives the exit code. */
    int run(List<Subject> subjects, Build now) {
        return measure(rounds(), subjects, List.of(now), outcome -> Tables.of(outcome.results()), Plots::of);
    }

    /** Measures all in another way, with what could not be measured in the tables, and gives the exit code. */
    int run(List<Subject> subjects, Build now, Fork fork) {
        Rounds rounds = new Rounds(effort.rounds(), fork, fork, progress);
        return measure(rounds, subjects, List.of(now), outcome -> Notes.tables(subjects, now, outcome), Plots::of);
    }

    /** Measures all with two builds in turns, and gives the exit code. */
    int compare(List<Subject> subjects, Build now, Build then) {
        return measure(
                rounds(),
                subjects,
                List.of(now, then),
                outcome -> Comparison.of(outcome.results(), now, then),
                _ -> Map.of());
    }

    private Rounds rounds() {
        return new Rounds(effort.rounds(), new JmhFork(effort), new ProgramFork(), progress);
    }

    private int measure(
            Rounds rounds,
            List<Subject> subjects,
            List<Build> builds,
            Function<Outcome, List<Grid>> tables,
            Function<List<Result>, Map<String, String>> plots) {
        AtomicReference<Outcome> last = new AtomicReference<>(new Outcome(List.of(), Map.of()));
        rounds.measure(subjects, builds, outcome -> {
            last.set(outcome);
            report.write(outcome, tables.apply(outcome), plots.apply(outcome.results()));
        });
        Outcome outcome = last.get();
        out.println(effort.told());
        out.println();
        out.println(tables.apply(outcome).stream().map(Grid::text).collect(Collectors.joining("\n\n")));
        out.println();
        out.println("all of it is in " + report.folder());
        out.flush();
        outcome.failures().forEach((name, why) -> progress.println("weir: " + name + " could not be measured " + why));
        progress.flush();
        return outcome.failures().isEmpty() ? 0 : 1;
    }
}
