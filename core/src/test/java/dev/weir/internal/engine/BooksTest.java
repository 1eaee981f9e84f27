package dev.weir.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Capacity;
import dev.weir.Engine;
import dev.weir.internal.engine.Weight.Weighed;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a place counts about its items: how heavy, how old, how many inside; and an island about its time. */
class BooksTest {
    // There is room for the heaviest item and for those that may be late, and a place while only the late ones fit.
    @Test
    void weight_withASpareItem_keepsItsPlace() {
        Weight weight = new Weight(Capacity.items(9).weighing(12, 4, String::length), 1);
        assertThat(weight.free()).isEqualTo(2);
        Weighed first = weight.put("1234");
        assertThat(weight.fits()).isTrue();
        assertThat(weight.free()).isEqualTo(1);
        weight.put("5");
        assertThat(weight.fits()).isFalse();
        assertThat(weight.free()).isZero();
        assertThat(weight.hasPlace()).isTrue();
        weight.put("678");
        assertThat(weight.hasPlace()).isTrue();
        weight.put("9");
        assertThat(weight.hasPlace()).isFalse();
        assertThat(weight.free()).isZero();
        assertThat(weight.held()).isEqualTo(9);
        weight.take(first);
        assertThat(weight.held()).isEqualTo(5);
        assertThat(weight.peak()).isEqualTo(9);
        assertThatThrownBy(() -> weight.put("12345")).isInstanceOf(IllegalArgumentException.class);
        assertThat(weight.held()).isEqualTo(5);
    }

    // However many items are held, and however far they have gone, the oldest is the one that came first.
    @Test
    void ages_ofItemsThatComeAndGo_areThoseOfTheirNumbers() {
        Ages ages = new Ages();
        assertThat(ages.of(0)).isZero();
        long head = 0;
        for (long number = 0; number < 100_000; number++) {
            head += number % 1_000 < 300 ? 0 : number % 3; // it fills up to some hundreds, and empties
            head = Math.min(head, number);
            ages.came(number, number - head + 1, 7 * number);
            assertThat(ages.of(head)).as("held %s", number - head + 1).isEqualTo(7 * head);
            assertThat(ages.of(number)).isEqualTo(7 * number);
        }
    }

    // Of more items than are kept in mind, the newest are known.
    @Test
    void ages_ofVeryManyItems_areThoseOfTheNewest() {
        Ages ages = new Ages();
        int many = 200_000;
        for (long number = 0; number < many; number++) {
            ages.came(number, number + 1, number);
        }
        assertThat(ages.of(many - 1)).isEqualTo(many - 1);
        assertThat(ages.of(many - 65_536)).isEqualTo(many - 65_536);
    }

    // Nothing is younger than new.
    @Test
    void age_ofATimeThatHasNotCome_isNothing() {
        assertThat(Ages.since(5, 9)).isEqualTo(Duration.ofNanos(4));
        assertThat(Ages.since(9, 5)).isEqualTo(Duration.ZERO);
    }

    // What was taken is not there for others until it was given back.
    @Test
    void allowance_isTakenUpToItsMost() {
        Allowance allowance = new Allowance(5);
        assertThat(allowance.take(5)).isTrue();
        assertThat(allowance.take(1)).isFalse();
        allowance.give(3);
        assertThat(allowance.take(4)).isFalse();
        assertThat(allowance.take(3)).isTrue();
        assertThat(allowance.take(0)).isTrue();
        assertThat(allowance.most()).isEqualTo(5);
    }

    // Each nanosecond since the first activation is spent in one of three ways.
    @Test
    void activity_addsUpToTheTimeThatPassed() {
        Activity activity = new Activity(Engine.virtualThreads());
        assertThat(activity.read(50)).isEqualTo(new Activity.Reading(0, 0, 0, 0, 0, false, false));
        activity.begins(100);
        assertThat(activity.read(103)).isEqualTo(new Activity.Reading(3, 0, 0, 1, 3, true, false));
        activity.rests(110, false);
        assertThat(activity.read(115)).isEqualTo(new Activity.Reading(10, 5, 0, 1, 5, false, false));
        activity.begins(120);
        activity.rests(127, true);
        assertThat(activity.read(130)).isEqualTo(new Activity.Reading(17, 10, 3, 2, 3, false, true));
        activity.begins(140);
        assertThat(activity.read(141)).isEqualTo(new Activity.Reading(18, 10, 13, 3, 1, true, false));
        assertThat(activity.activations()).isEqualTo(3);
    }
}
