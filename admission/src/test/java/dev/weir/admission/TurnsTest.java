package dev.weir.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.admission.Decided.Outcome;
import dev.weir.admission.Decision.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Work that waits for its turn in an admission: who goes first, who has to go, and what is left of those who gave up. */
@Timeout(20)
class TurnsTest {
    private record Ring(long at, Runnable then) {}

    private final PriorityQueue<Ring> rings = new PriorityQueue<>((a, b) -> Long.compare(a.at(), b.at()));
    private final Map<String, Decision> decisions = new HashMap<>();
    private final List<String> order = new ArrayList<>();
    private long now;

    private Admission of(AdmissionSettings settings) {
        return Admission.of(settings).clock(() -> now, (nanos, then) -> rings.add(new Ring(now + nanos, then)));
    }

    /** One in service, which takes long; all others wait. */
    private Admission full(int waiting) {
        Admission admission =
                of(AdmissionSettings.usual().most(1).waiting(waiting).maxWait(Duration.ofSeconds(1)));
        ask(admission, "first", Work.normal());
        return admission;
    }

    private Waiting ask(Admission admission, String name, Work work) {
        return ask(admission.everything(), name, work);
    }

    private Waiting ask(Route route, String name, Work work) {
        return route.enter(work, decision -> {
            decisions.put(name, decision);
            order.add(name);
        });
    }

    private void end(String name) {
        ((Permit) decisions.get(name)).close();
    }

    private Refusal.Reason refused(String name) {
        return ((Refused) decisions.get(name)).why().reason();
    }

    private void pass(Duration time) {
        now += time.toNanos();
        while (!rings.isEmpty() && rings.peek().at() <= now) {
            rings.remove().then().run();
        }
    }

    @Test
    void turns_ofWorkThatMattersTheSame_areInTheOrderOfArrival() {
        Admission admission = full(10);
        ask(admission, "a", Work.normal());
        ask(admission, "b", Work.normal());
        assertThat(admission.read().waiting()).isEqualTo(2);
        end("first");
        end("a");
        end("b");
        assertThat(order).containsExactly("first", "a", "b");
        assertThat(admission.read().waiting()).isZero();
        assertThat(admission.read().inside()).isZero();
    }

    @Test
    void turns_ofWorkThatMattersMore_comeFirst() {
        Admission admission = full(10);
        ask(admission, "later", Work.of(Criticality.SHEDDABLE));
        ask(admission, "usual", Work.normal());
        ask(admission, "soon", Work.of(Criticality.CRITICAL));
        end("first");
        end("soon");
        end("usual");
        assertThat(order).containsExactly("first", "soon", "usual", "later");
    }

    // However much there is that matters more: one turn in twenty is for what matters least.
    @Test
    void turns_ofWhatMattersLeast_comeNowAndThen() {
        Admission admission = full(100);
        ask(admission, "least", Work.of(Criticality.SHEDDABLE));
        for (int i = 0; i < 40; i++) {
            ask(admission, "critical " + i, Work.of(Criticality.CRITICAL));
        }
        for (int i = 0; i < 20; i++) {
            end(order.getLast());
        }
        assertThat(order).contains("least");
    }

    @Test
    void healthChecks_areLetInWhateverTheLoad() {
        Admission admission = full(0);
        ask(admission, "health", Work.of(Criticality.ALWAYS));
        assertThat(decisions.get("health")).isInstanceOf(Permit.class);
    }

    @Test
    void enter_whenNobodyMoreMayWait_isRefusedAtOnce() {
        Admission admission = full(1);
        ask(admission, "a", Work.normal());
        ask(admission, "b", Work.normal());
        assertThat(refused("b")).isEqualTo(Refusal.Reason.FULL);
        assertThat(((Refused) decisions.get("b")).why().detail())
                .isEqualTo("1 inside and 1 waiting, the most there may be");
        assertThat(decisions).doesNotContainKey("a");
    }

    @Test
    void enter_ofWhatMattersMore_takesThePlaceOfTheNewestOfWhatMattersLeast() {
        Admission admission = full(3);
        ask(admission, "normal", Work.normal());
        ask(admission, "old", Work.of(Criticality.SHEDDABLE));
        now++;
        ask(admission, "new", Work.of(Criticality.SHEDDABLE));
        ask(admission, "critical", Work.of(Criticality.CRITICAL));
        assertThat(refused("new")).isEqualTo(Refusal.Reason.DISPLACED);
        ask(admission, "shed", Work.of(Criticality.SHEDDABLE));
        assertThat(refused("shed")).isEqualTo(Refusal.Reason.FULL);
        end("first");
        assertThat(order.getLast()).isEqualTo("critical");
    }

    @Test
    void waiting_forLongerThanItMay_isRefusedByTheAlarm() {
        Admission admission = full(10);
        ask(admission, "a", Work.normal());
        pass(Duration.ofMillis(999));
        assertThat(decisions).doesNotContainKey("a");
        pass(Duration.ofMillis(2));
        assertThat(refused("a")).isEqualTo(Refusal.Reason.EXPIRED);
        end("first");
        assertThat(admission.read().inside()).isZero();
    }

    @Test
    void waiting_withACallerWhoCannotWaitAsLong_isRefusedWhenThatTimeIsOver() {
        Admission admission = full(10);
        ask(admission, "long", Work.normal());
        ask(admission, "short", Work.normal().canWait(Duration.ofMillis(100)));
        pass(Duration.ofMillis(101));
        assertThat(refused("short")).isEqualTo(Refusal.Reason.EXPIRED);
        assertThat(decisions).doesNotContainKey("long");
        pass(Duration.ofSeconds(1));
        assertThat(refused("long")).isEqualTo(Refusal.Reason.EXPIRED);
    }

    @Test
    void enter_whenItIsTooLateAlready_isRefused() {
        Admission admission = of(AdmissionSettings.usual());
        ask(admission, "late", Work.normal().canWaitNanos(0));
        assertThat(refused("late")).isEqualTo(Refusal.Reason.TOO_LATE);
    }

    @Test
    void cancel_whileItWaits_takesItOutAndTellsNothing() {
        Admission admission = full(10);
        Waiting waiting = ask(admission, "a", Work.normal());
        ask(admission, "b", Work.normal());
        assertThat(waiting.cancel()).isTrue();
        assertThat(waiting.cancel()).isFalse();
        end("first");
        assertThat(order).containsExactly("first", "b");
        assertThat(admission.read().gaveUp()).isEqualTo(1);
    }

    @Test
    void close_refusesThoseWhoWaitAndAllWhoCome() {
        Admission admission = full(10);
        ask(admission, "a", Work.normal());
        admission.close();
        ask(admission, "b", Work.normal());
        assertThat(refused("a")).isEqualTo(Refusal.Reason.CLOSED);
        assertThat(refused("b")).isEqualTo(Refusal.Reason.CLOSED);
        assertThat(((Refused) decisions.get("b")).why().mayRetry()).isFalse();
        end("first");
        assertThat(admission.read().inside()).isZero();
    }

    // One that fails when it is told keeps the others from nothing, and holds nothing.
    @Test
    void told_thatFails_givesItsPlaceBack() {
        Admission admission = full(10);
        admission.enter(Work.normal(), decision -> {
            throw new IllegalStateException("told");
        });
        ask(admission, "b", Work.normal());
        assertThatThrownBy(() -> end("first")).hasMessage("told");
        assertThat(order).containsExactly("first", "b");
        end("b");
        assertThat(admission.read().inside()).isZero();
    }

    @Test
    void told_thatFailsWithAnError_keepsNobodyFromBeingTold() {
        Admission admission = full(10);
        ask(admission, "a", Work.normal());
        admission.enter(Work.normal(), decision -> {
            throw new AssertionError("told");
        });
        ask(admission, "b", Work.normal());
        assertThatThrownBy(admission::close).isInstanceOf(AssertionError.class).hasMessage("told");
        assertThat(refused("a")).isEqualTo(Refusal.Reason.CLOSED);
        assertThat(refused("b")).isEqualTo(Refusal.Reason.CLOSED);
    }

    // Something has become slow: those in front are late as it is, so the newest is not made late too.
    @Test
    void turns_whenThoseInFrontHaveWaitedForLongerThanTheyWereTold_beginWithTheNewest() {
        Admission admission = full(10);
        ask(admission, "a", Work.normal());
        ask(admission, "b", Work.normal());
        pass(Duration.ofMillis(150));
        ask(admission, "c", Work.normal());
        end("first");
        assertThat(order).containsExactly("first", "c");
        end("c");
        assertThat(order.getLast()).isEqualTo("b");
    }

    // Before anything has ended it is not known how much is of use, and nobody is refused for that.
    @Test
    void waiting_whereNothingHasEndedYet_isLetInWhenItsTimeIsOver() {
        Admission admission = of(AdmissionSettings.usual());
        for (int i = 0; i < 33; i++) {
            ask(admission, "w" + i, Work.normal());
        }
        ask(admission, "hurried", Work.normal().canWait(Duration.ofMillis(100)));
        assertThat(admission.read().waiting()).isEqualTo(2);
        pass(Duration.ofMillis(251));
        assertThat(decisions.get("w32")).isInstanceOf(Permit.class);
        assertThat(refused("hurried")).as("its caller waits no more").isEqualTo(Refusal.Reason.EXPIRED);
    }

    @Test
    void waiting_whereAStageWithSlotsIsFull_isNotLetInWhenItsTimeIsOver() {
        Admission admission = of(AdmissionSettings.usual());
        Route orders = admission.route("orders", Stage.named("db").slots(1));
        for (int i = 0; i < 4; i++) {
            ask(orders, "o" + i, Work.normal());
        }
        pass(Duration.ofMillis(251));
        assertThat(refused("o3")).isEqualTo(Refusal.Reason.EXPIRED);
        assertThat(((Refused) decisions.get("o3")).why().stage()).isEqualTo("db");
        assertThat(admission.read().inside()).isEqualTo(3);
    }

    @Test
    void shadow_letsEverybodyInAndSaysWhatItWouldHaveDone() {
        Admission admission = of(AdmissionSettings.usual().most(1).waiting(0).shadow(true));
        ask(admission, "late", Work.normal().canWaitNanos(0));
        assertThat(decisions.get("late")).isInstanceOf(Permit.class);
        assertThat(admission.read().reasons()).containsEntry(Refusal.Reason.TOO_LATE, 1L);
        assertThat(admission.trace()).extracting(Decided::outcome).containsExactly(Outcome.TOO_LATE, Outcome.ADMITTED);
        admission.tune(admission.settings().shadow(false));
        ask(admission, "later", Work.normal().canWaitNanos(0));
        assertThat(refused("later")).isEqualTo(Refusal.Reason.TOO_LATE);
    }

    @Test
    void trace_explainsTheLastThousand() {
        Admission admission = full(0);
        for (int i = 0; i < 2_000; i++) {
            ask(admission, "more", Work.normal());
        }
        List<Decided> trace = admission.trace();
        assertThat(trace).hasSize(1024);
        assertThat(trace.getLast().explained())
                .isEqualTo("normal work on 'all' full: at 'service' 1 were in service, 0 waited, 0 a second left;"
                        + " it would wait 0 ms of 900");
    }

    @Test
    void settings_changedWhileItRuns_holdAtOnceForThoseWhoWait() {
        Admission admission = full(10);
        ask(admission, "a", Work.normal());
        admission.tune(admission.settings().most(2));
        assertThat(order).containsExactly("first", "a");
        ask(admission, "b", Work.normal());
        end("first");
        end("a");
        end("b");
        assertThat(order).containsExactly("first", "a", "b");
        assertThat(admission.read().most()).isEqualTo(2);
    }

    // ---- stages

    @Test
    void enter_whereAStageIsFull_isRefusedWithItsNameAndOthersAreNot() {
        Admission admission = of(AdmissionSettings.usual().waiting(0));
        Route orders = admission.route("orders", Stage.named("db").slots(1).shared());
        Route pages = admission.route("pages");
        for (int i = 0; i < 3; i++) { // a slot, and a little more: see Limit
            ask(orders, "o" + i, Work.normal());
        }
        ask(orders, "refused", Work.normal());
        Refusal why = ((Refused) decisions.get("refused")).why();
        assertThat(why.stage()).isEqualTo("db");
        assertThat(why.isShared()).isTrue();
        ask(pages, "page", Work.normal());
        assertThat(decisions.get("page")).isInstanceOf(Permit.class);
    }

    @Test
    void turns_onARouteWithoutRoom_keepNobodyOnAnotherFromTheirs() {
        Admission admission = of(AdmissionSettings.usual().maxWait(Duration.ofSeconds(1)));
        Route orders = admission.route("orders", Stage.named("db").slots(1));
        Route pages = admission.route("pages");
        for (int i = 0; i < 10; i++) {
            ask(orders, "o" + i, Work.normal());
        }
        assertThat(admission.read().waiting()).isPositive();
        ask(pages, "page", Work.normal());
        assertThat(decisions.get("page")).isInstanceOf(Permit.class);
    }

    @Test
    void enter_whereASignalSaysFull_isRefused() {
        boolean[] full = {true};
        Admission admission = of(AdmissionSettings.usual());
        Route uploads = admission.route(
                "uploads", Stage.named("buffer").signal(Signals.bytes(() -> full[0] ? 10 : 9, () -> 10)));
        Permit one = first(uploads, full);
        ask(uploads, "more", Work.normal());
        assertThat(((Refused) decisions.get("more")).why().stage()).isEqualTo("buffer");
        assertThat(refused("more")).isEqualTo(Refusal.Reason.FULL);
        one.close();
    }

    // What a place tells of itself is believed also when nothing of ours is in it: others may have filled it.
    @Test
    void enter_whereASignalSaysFullThoughNothingIsInside_isRefused() {
        Admission admission = of(AdmissionSettings.usual());
        Route uploads = admission.route("uploads", Stage.named("buffer").signal(Signals.bytes(() -> 10, () -> 10)));
        ask(uploads, "one", Work.normal());
        assertThat(refused("one")).isEqualTo(Refusal.Reason.FULL);
    }

    @Test
    void displaced_isToldOfTheStageThatItWaitedFor() {
        Admission admission = of(AdmissionSettings.usual().waiting(1));
        Route orders = admission.route("orders", Stage.named("db").slots(1));
        Route mails = admission.route("mails", Stage.named("smtp").slots(1));
        for (int i = 0; i < 3; i++) {
            ask(orders, "o" + i, Work.normal());
            ask(mails, "m" + i, Work.normal());
        }
        ask(orders, "least", Work.of(Criticality.SHEDDABLE));
        ask(mails, "critical", Work.of(Criticality.CRITICAL));
        assertThat(refused("least")).isEqualTo(Refusal.Reason.DISPLACED);
        assertThat(((Refused) decisions.get("least")).why().stage()).isEqualTo("db");
    }

    private static Permit first(Route route, boolean[] full) {
        full[0] = false;
        Permit one = (Permit) route.tryEnter(Work.normal());
        full[0] = true;
        return one;
    }

    @Test
    void routes_andStages_haveNamesOfTheirOwn() {
        Admission admission = of(AdmissionSettings.usual());
        var _ = admission.route("a", Stage.named("db"));
        assertThatThrownBy(() -> admission.route("a"))
                .hasMessage("routes must have names of their own but there is a 'a'; keep it and use it again");
        assertThatThrownBy(() -> admission.route("b", Stage.named("db")))
                .hasMessage("stage 'db' is known to another route as another stage; give both routes the same object");
        assertThatThrownBy(() -> admission.route("b", Stage.named("service")))
                .hasMessage("the service as a whole is on each route; leave 'service' out");
        for (int i = 2; i < 64; i++) {
            var _ = admission.route("r" + i);
        }
        assertThatThrownBy(() -> admission.route("more"))
                .hasMessage("an admission has at most 63 routes; put those together that go through the same stages");
    }

    // ---- threads that wait

    @Test
    void enter_byAThread_waitsForItsTurn() throws InterruptedException {
        Admission admission = Admission.adaptive().most(1).maxWait(Duration.ofSeconds(10));
        Permit first = admission.enter();
        CountDownLatch in = new CountDownLatch(1);
        Thread thread = Thread.ofVirtual().start(() -> {
            try (var _ = admission.enter()) {
                in.countDown();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        awaitWaiting(admission, 1);
        assertThat(in.getCount()).isEqualTo(1);
        first.close();
        thread.join();
        assertThat(in.getCount()).isZero();
        assertThat(admission.read().inside()).isZero();
    }

    @Test
    void enter_byAThreadThatIsInterrupted_givesUp() throws InterruptedException {
        Admission admission = Admission.adaptive().most(1).maxWait(Duration.ofSeconds(10));
        Permit first = admission.enter();
        Thread[] interrupted = new Thread[1];
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                admission.enter().close();
            } catch (InterruptedException e) {
                assertThat(e).hasMessage("interrupted while it waited to be let in");
                interrupted[0] = Thread.currentThread();
            }
        });
        awaitWaiting(admission, 1);
        thread.interrupt();
        thread.join();
        assertThat(interrupted[0]).isSameAs(thread);
        first.close();
        assertThat(admission.read().inside()).isZero();
        assertThat(admission.read().waiting()).isZero();
    }

    @Test
    void enter_byAThreadWhoseTurnDoesNotCome_isRefused() throws InterruptedException {
        Admission admission = Admission.adaptive().most(1).maxWait(Duration.ofMillis(20));
        try (var _ = admission.enter()) {
            assertThatThrownBy(admission::enter)
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("Refusal[expired at 'service': 1 inside")
                    .satisfies(thrown -> assertThat(thrown.getStackTrace()).isEmpty());
        }
        assertThat(admission.read().inside()).isZero();
    }

    private static void awaitWaiting(Admission admission, int waiting) {
        while (admission.read().waiting() != waiting) {
            Thread.onSpinWait();
        }
    }
}
