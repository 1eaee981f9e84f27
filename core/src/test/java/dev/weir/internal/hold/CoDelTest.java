package dev.weir.internal.hold;

import static dev.weir.internal.hold.Book.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Capacity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Controlled delay, at a target of 5 and an interval of 100: the times are those of the law in RFC 8289. */
class CoDelTest {
    private final Book book = new Book();
    private final CoDel<Integer> codel = new CoDel<>(Capacity.items(100), 5, 100, book);

    @BeforeEach
    void fill() throws Exception {
        for (int i = 0; i < 20; i++) {
            codel.put(i, at(0));
        }
    }

    /** Takes at each of the times; those taken must be these, and the last of those dropped this. */
    private void takes(long time, int item, Object... dropped) {
        assertThat(codel.take(at(time))).as("taken at %s", time).isEqualTo(item);
        assertThat(book.dropped).as("dropped until %s", time).containsExactly(dropped);
    }

    private void overload() {
        takes(0, 0);
        takes(5, 1); // has waited as long as the target: from here on for an interval
        takes(104, 2);
        takes(105, 4, 3);
    }

    // When all have waited too long for an interval, one is dropped; then ever sooner, by the square root of how many
    // were.
    @Test
    void take_whileTheWaitIsTooLong_dropsEverMoreOften() {
        overload();
        takes(204, 5, 3);
        takes(205, 7, 3, 6);
        takes(274, 8, 3, 6);
        takes(275, 10, 3, 6, 9);
        takes(331, 11, 3, 6, 9);
        takes(332, 13, 3, 6, 9, 12);
        assertThat(book.out).isEqualTo(10);
    }

    // Who takes late finds dropped what would have been dropped meanwhile.
    @Test
    void take_afterALongTime_catchesUp() {
        overload();
        takes(333, 8, 3, 5, 6, 7); // due at 205, 275, 332
    }

    // The last item is never dropped, however long it has waited.
    @Test
    void take_ofTheLastItem_neverDropsIt() {
        overload();
        takes(10_000, 19, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18);
        assertThat(codel.take(at(10_001))).isNull();
    }

    private void drain(long time, int leave) {
        while (codel.held() > leave) {
            codel.take(at(time));
        }
    }

    private void putMore(long time) throws Exception {
        for (int i = 20; i < 40; i++) {
            codel.put(i, at(time));
        }
    }

    // An item that has waited less than the target ends the dropping: the next takes another whole interval.
    @Test
    void take_ofAnItemThatWaitedBriefly_stopsDropping() throws Exception {
        overload();
        drain(150, 1);
        putMore(150);
        takes(150, 19, 3);
        takes(150, 20, 3);
        takes(155, 21, 3);
        takes(254, 22, 3);
        takes(255, 24, 3, 23);
    }

    /** Three more are dropped, the next would be at 382; then it is quiet until this time, when the wait is too long again. */
    private void overloadAgain(long time) throws Exception {
        overload();
        takes(333, 8, 3, 5, 6, 7);
        drain(340, 0);
        putMore(time - 105);
        takes(time - 105, 20, 3, 5, 6, 7);
        takes(time - 100, 21, 3, 5, 6, 7);
        takes(time, 23, 3, 5, 6, 7, 22);
    }

    // Who dropped a moment ago goes on at that pace: three were dropped since the first, so the next is 100 / sqrt(3)
    // away.
    @Test
    void take_overloadedAgainSoon_goesOnAtThePaceBefore() throws Exception {
        overloadAgain(1981);
        takes(2037, 24, 3, 5, 6, 7, 22);
        takes(2038, 26, 3, 5, 6, 7, 22, 25);
    }

    // Sixteen intervals after that, the pace is forgotten.
    @Test
    void take_overloadedAgainLate_beginsAnew() throws Exception {
        overloadAgain(1982);
        takes(2081, 24, 3, 5, 6, 7, 22);
        takes(2082, 26, 3, 5, 6, 7, 22, 25);
    }
}
