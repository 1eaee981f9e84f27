package dev.weir.bench;

import dev.weir.bench.core.Balance;
import dev.weir.bench.core.BlockingCalls;
import dev.weir.bench.core.Broadcast;
import dev.weir.bench.core.Calls;
import dev.weir.bench.core.Chain;
import dev.weir.bench.core.Chunks;
import dev.weir.bench.core.Door;
import dev.weir.bench.core.Fused;
import dev.weir.bench.core.FusedChain;
import dev.weir.bench.core.Hop;
import dev.weir.bench.core.Idle;
import dev.weir.bench.core.InnerFlows;
import dev.weir.bench.core.Merge;
import dev.weir.bench.core.Partition;
import dev.weir.bench.core.Polluted;
import dev.weir.bench.core.Prefetch;
import dev.weir.bench.core.RoundTrip;
import dev.weir.bench.core.SleepingCalls;
import dev.weir.bench.core.SlowConsumer;
import dev.weir.bench.core.StalledStream;
import dev.weir.bench.core.Start;
import dev.weir.bench.core.StartAcross;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** All workloads there are, in the order in which they are told. */
final class Catalog {
    static final List<Class<?>> ALL = List.of(
            Fused.class,
            Polluted.class,
            Hop.class,
            Chain.class,
            FusedChain.class,
            Merge.class,
            Broadcast.class,
            Balance.class,
            Partition.class,
            Calls.class,
            BlockingCalls.class,
            SleepingCalls.class,
            Start.class,
            StartAcross.class,
            InnerFlows.class,
            Idle.class,
            SlowConsumer.class,
            RoundTrip.class,
            Chunks.class,
            Prefetch.class,
            Door.class,
            StalledStream.class);

    private Catalog() {}

    /**
     * The workloads of these names; all, if there are none.
     *
     * @throws IllegalArgumentException if a name is that of none
     */
    static List<Contest> named(List<String> names, boolean scaling) {
        return chosen(names, ALL.stream().map(type -> Contest.of(type, scaling)).toList());
    }

    /** Those of all that have these names; all, if there are none. */
    static List<Contest> chosen(List<String> names, List<Contest> all) {
        if (names.isEmpty()) {
            return all;
        }
        Set<Contest> chosen = new LinkedHashSet<>();
        names.forEach(name -> chosen.addAll(named(name, all)));
        return all.stream().filter(chosen::contains).toList();
    }

    private static List<Contest> named(String name, List<Contest> all) {
        List<Contest> found = new ArrayList<>(
                all.stream().filter(contest -> contest.id().equals(name)).toList());
        if (found.isEmpty()) { // W5 is W5a, W5b and W5c
            all.stream()
                    .filter(contest -> contest.id().matches("\\Q" + name + "\\E[a-z]"))
                    .forEach(found::add);
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("a workload must be one of "
                    + all.stream().map(Contest::id).collect(Collectors.joining(", ")) + " but was '" + name
                    + "'; leave it out for all");
        }
        return found;
    }
}
