package dev.weir.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.weir.races.Races;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** An alarm that goes off as it is set anew. */
@Races(Alarm.class)
public final class AlarmRaces {
    private AlarmRaces() {}

    /** An island whose alarm is set is not taken to be at rest. */
    @JCStressTest
    @Outcome(id = "set and counted", expect = ACCEPTABLE, desc = "the timer is there, and the island knows")
    @Outcome(id = "gone off", expect = ACCEPTABLE, desc = "no timer is there, and the island knows")
    @Outcome(id = "set, not counted", expect = FORBIDDEN, desc = "the island counts as at rest for good, and is not")
    @Outcome(id = "counted, not set", expect = FORBIDDEN, desc = "the island never counts as at rest again")
    @State
    public static class SetAgainstFire {
        private final Around around = new Around();
        private final Alarm alarm = new Alarm(around.engine, around.island);

        public SetAgainstFire() {
            alarm.at(10);
        }

        @Actor
        public void clock() {
            around.engine.pass(10);
        }

        @Actor
        public void island() {
            alarm.at(1000);
        }

        @Arbiter
        public void rest(L_Result result) {
            alarm.at(1000); // the wake-up has it look again
            boolean set = around.engine.timers() == 1;
            boolean counted = around.island.alarms() == 1;
            result.r1 =
                    set ? counted ? "set and counted" : "set, not counted" : counted ? "counted, not set" : "gone off";
        }
    }

    /** It goes off as it is not wanted any more. */
    @JCStressTest
    @Outcome(id = "off", expect = ACCEPTABLE, desc = "no timer is there, and none is counted")
    @Outcome(id = "still counted", expect = FORBIDDEN, desc = "the island never counts as at rest again")
    @Outcome(id = "counted off twice", expect = FORBIDDEN, desc = "the island counts as at rest while another is set")
    @State
    public static class ClearAgainstFire {
        private final Around around = new Around();
        private final Alarm alarm = new Alarm(around.engine, around.island);

        public ClearAgainstFire() {
            alarm.at(10);
        }

        @Actor
        public void clock() {
            around.engine.pass(10);
        }

        @Actor
        public void island() {
            alarm.clear();
        }

        @Arbiter
        public void rest(L_Result result) {
            int counted = around.island.alarms();
            result.r1 = counted == 0 ? "off" : counted > 0 ? "still counted" : "counted off twice";
        }
    }
}
