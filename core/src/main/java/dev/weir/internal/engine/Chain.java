package dev.weir.internal.engine;

import dev.weir.LinkPressure;
import dev.weir.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** Tells what each island waits for: who waits for whom. */
final class Chain {
    private Chain() {}

    static List<Waiting> of(Assembly assembly, long now) {
        List<Waiting> chain = new ArrayList<>();
        for (Assembly.Part part : assembly.parts()) {
            Island island = part.island();
            if (!island.isOver()) {
                Activity.Reading read = island.read(now);
                chain.add(
                        new Waiting(part.stages(), what(assembly, island, read), Duration.ofNanos(read.sinceNanos())));
            }
        }
        return chain;
    }

    private static String what(Assembly assembly, Island island, Activity.Reading read) {
        if (read.running()) {
            return "runs its own code";
        }
        if (!read.heldBack()) {
            List<String> empty = places(assembly, gauge -> gauge.reader() == island, false);
            if (!empty.isEmpty()) {
                return "waits for items in " + String.join(", ", empty);
            }
            if (places(assembly, gauge -> gauge.reader() == island, true).isEmpty()) {
                return "waits for its source";
            } // else items came after it had come to rest for want of room
        }
        List<String> full = places(assembly, gauge -> Objects.equals(gauge.writer(), island), true);
        return full.isEmpty() ? "waits for what follows" : "waits for room in " + String.join(", ", full);
    }

    private static List<String> places(Assembly assembly, Predicate<Gauge> which, boolean full) {
        List<String> places = new ArrayList<>();
        for (Gauge gauge : assembly.all(Gauge.class)) {
            LinkPressure link = gauge.read();
            boolean fits = full ? link.held() > 0 : link.held() == 0 || gauge.works();
            if (which.test(gauge) && fits) {
                places.add("'" + link.stage() + "' (" + link.held() + " of " + link.capacity() + ")");
            }
        }
        return places;
    }
}
