package dev.weir.bench.attacks;

import dev.weir.bench.load.Child;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Asks a process, which answers with the question and {@code name=number}. For one thread. */
final class Asked {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int STEP_MILLIS = 5;

    private Asked() {}

    /** Asks, and gives the answer; nothing if there is none in time. */
    static Map<String, Double> of(Child child, String what) throws InterruptedException {
        String question = what + " " + NUMBER.incrementAndGet();
        child.tell(question);
        Optional<String> answer = line(child, question + " ");
        return answer.map(Asked::numbers).orElse(Map.of());
    }

    /** Asks, and gives the lines that were printed before the answer. */
    static List<String> listing(Child child, String what) throws InterruptedException {
        int before = child.printed().length();
        String question = what + " " + NUMBER.incrementAndGet();
        child.tell(question);
        var _ = line(child, question + " ");
        return child.printed()
                .substring(before)
                .lines()
                .takeWhile(line -> !line.startsWith(question))
                .toList();
    }

    /** The rest of the line that begins so, once the process has printed it. */
    static Optional<String> line(Child child, String beginning) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        do {
            String printed = child.printed();
            Optional<String> found = printed.substring(0, printed.lastIndexOf('\n') + 1)
                    .lines()
                    .filter(line -> line.startsWith(beginning))
                    .map(line -> line.substring(beginning.length()))
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
            Thread.sleep(STEP_MILLIS);
        } while (child.runs() && System.nanoTime() < deadline);
        return Optional.empty();
    }

    private static Map<String, Double> numbers(String answer) {
        return Arrays.stream(answer.split(" "))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> Double.parseDouble(pair[1])));
    }
}
