package dev.weir.internal.hold;

import static dev.weir.internal.hold.Book.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Capacity;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Windows of 105 nanoseconds, one every 50: each item is in the book once, however many lists it was in. */
class SlidingWithinTest {
    private final Book book = new Book();
    private final SlidingWithin<String> sliding = new SlidingWithin<>(Capacity.items(2), 105, 50, book, at(0));

    // An item is in each list until it is as old as the window; then it has left.
    @Test
    void take_atEachStep_givesTheItemsOfTheWindow() {
        sliding.put("a", at(0));
        sliding.put("b", at(45));
        assertThat(sliding.due()).isEqualTo(at(50));
        assertThat(sliding.take(at(49))).isNull();
        assertThat(sliding.take(at(50))).containsExactly("a", "b");
        assertThat(sliding.take(at(100))).containsExactly("a", "b");
        assertThat(book.out).isZero();
        assertThat(sliding.take(at(150))).isNull(); // b came 105 before
        assertThat(book.out).isEqualTo(2);
        assertThat(book.expired).isEmpty();
        assertThat(sliding.due()).isEqualTo(Discipline.NEVER);
    }

    // Who takes late gets the newest window, not those that passed; what was in none of the taken has expired.
    @Test
    void take_afterStepsThatNobodyTook_givesTheNewestWindow() {
        sliding.put("a", at(0));
        assertThat(sliding.take(at(50))).containsExactly("a");
        sliding.put("b", at(60));
        assertThat(sliding.take(at(230))).isNull(); // the window until 200
        assertThat(book.out).isEqualTo(1);
        assertThat(book.expired).containsExactly("b");
        sliding.put("c", at(240));
        assertThat(sliding.due()).isEqualTo(at(250));
        assertThat(sliding.take(at(249))).isNull();
        assertThat(sliding.take(at(250))).containsExactly("c");
    }

    // While as much is held as may be, there is no room.
    @Test
    void room_whenFull_isNoneUntilAnItemLeavesTheWindow() {
        sliding.put("a", at(0));
        assertThat(sliding.room()).isTrue();
        sliding.put("b", at(1));
        assertThat(sliding.room()).isFalse();
        sliding.take(at(150));
        assertThat(sliding.room()).isTrue();
    }

    // What came after the last list is in one more when the source ends, and then nothing is left.
    @Test
    void end_withItemsThatWereInNoList_givesOneMore() {
        sliding.put("a", at(0));
        sliding.end(at(10));
        assertThat(sliding.empty()).isFalse();
        assertThat(sliding.take(at(10))).containsExactly("a");
        assertThat(sliding.empty()).isTrue();
        assertThat(sliding.held()).isZero();
        assertThat(book.out).isEqualTo(1);
        assertThat(sliding.take(at(20))).isNull();
    }

    // The last list is of the time when it is taken: what has left the window by then is not in it.
    @Test
    void end_takenLate_doesNotGiveWhatHasLeftTheWindow() {
        sliding.put("a", at(0));
        sliding.end(at(10));
        assertThat(sliding.take(at(120))).isNull();
        assertThat(book.expired).containsExactly("a");
        assertThat(sliding.empty()).isTrue();
    }

    // If all were in a list, the end lets them leave at once.
    @Test
    void end_withItemsThatWereInAList_givesNoMore() {
        sliding.put("a", at(0));
        sliding.take(at(50));
        sliding.end(at(60));
        assertThat(sliding.empty()).isTrue();
        assertThat(sliding.held()).isZero();
        assertThat(book.out).isEqualTo(1);
        assertThat(sliding.take(at(60))).isNull();
    }

    // What was in a list has left, what was in none is let go.
    @Test
    void clear_letsGoOfWhatWasInNoList() {
        sliding.put("a", at(0));
        sliding.take(at(50));
        sliding.put("b", at(60));
        List<Object> letGo = new ArrayList<>();
        sliding.clear(letGo::add);
        assertThat(letGo).containsExactly("b");
        assertThat(book.out).isEqualTo(1);
        assertThat(sliding.held()).isZero();
        assertThat(sliding.empty()).isTrue();
    }
}
