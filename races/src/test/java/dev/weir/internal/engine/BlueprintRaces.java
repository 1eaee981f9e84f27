package dev.weir.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.internal.declare.Inserts;
import dev.weir.internal.declare.Names;
import dev.weir.internal.declare.Port;
import dev.weir.internal.declare.Spec;
import dev.weir.internal.stage.Count;
import dev.weir.internal.stage.Map;
import dev.weir.internal.stage.Pulled;
import dev.weir.internal.stage.Pulls;
import dev.weir.plan.Plan;
import dev.weir.races.Races;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** What the first that asks finds out about a declared flow, while another one asks. */
@Races({Blueprint.class, InnerFlow.class, Names.class})
public final class BlueprintRaces {
    private BlueprintRaces() {}

    private static Port mapped() {
        Spec source = Spec.of(new Pulled<>("range", Pulls.range(0, 1)));
        return Spec.of(new Map<Long, Long>(n -> n), source.outlet(0)).outlet(0);
    }

    private static String names(Plan plan) {
        return plan.nodes().stream().map(node -> node.name()).collect(Collectors.joining(" "));
    }

    /** Both ask a pipeline for its plan. */
    @JCStressTest
    @Outcome(id = "one plan", expect = ACCEPTABLE, desc = "it is made once")
    @Outcome(id = "two plans", expect = FORBIDDEN, desc = "a pipeline has one")
    @State
    public static class PlanAgainstPlan {
        private final Blueprint flow =
                Blueprint.of(List.of(Spec.of(new Count<Long>(), mapped())), Inserts.none(), null);
        private @Nullable Layout one;
        private @Nullable Layout other;

        @Actor
        public void one() {
            one = flow.layout();
        }

        @Actor
        public void other() {
            other = flow.layout();
        }

        @Arbiter
        @SuppressWarnings("ReferenceEquality") // one, and not two alike
        public void same(L_Result result) {
            result.r1 = one == other && one != null ? "one plan" : "two plans";
        }
    }

    /** Both run an inner flow, and name its stages. */
    @JCStressTest
    @Outcome(id = "all of it", expect = ACCEPTABLE, desc = "both know it")
    @Outcome(expect = FORBIDDEN, desc = "some of it is missing")
    @State
    public static class RunAgainstRun {
        private final InnerFlow flow = InnerFlow.of(mapped());
        private String one = "";
        private String other = "";

        @Actor
        public void one() {
            one = names(flow.plan());
        }

        @Actor
        public void other() {
            other = names(flow.plan());
        }

        @Arbiter
        public void all(L_Result result) {
            boolean all = one.equals("range-0 map-1 relay-2") && one.equals(other);
            result.r1 = all ? "all of it" : one + " and " + other;
        }
    }
}
