package dev.weir.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.races.Races;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Several runs of what becomes hot. */
@Races({Recipe.class, Heat.class})
public final class RecipeRaces {
    private RecipeRaces() {}

    /** Two runs find at once that it is. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "one of them has the loop written")
    @Outcome(id = "true, true", expect = FORBIDDEN, desc = "it is written twice")
    @Outcome(id = "false, false", expect = FORBIDDEN, desc = "it is never written")
    @State
    public static class HotAgainstHot {
        private final Recipe recipe = new Recipe(false);

        @Actor
        public void one(ZZ_Result result) {
            result.r1 = recipe.becomesHot(1_000_000);
        }

        @Actor
        public void other(ZZ_Result result) {
            result.r2 = recipe.becomesHot(1_000_000);
        }
    }
}
