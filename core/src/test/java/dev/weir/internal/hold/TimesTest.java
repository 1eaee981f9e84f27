package dev.weir.internal.hold;

import static dev.weir.internal.hold.Book.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Capacity;
import dev.weir.Timeout;
import dev.weir.admission.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** What time does to what is held happens at its nanosecond, and not one before. */
class TimesTest {
    private static final Capacity TWO = Capacity.items(2);

    private final Book book = new Book();

    // The newest of each stretch leaves at its end; a stretch that nobody took is not made up for.
    @Test
    void sample_givesTheNewestAtTheEndOfEachStretch() throws Exception {
        Sample<String> sample = new Sample<>(50, book, at(0));
        sample.put("a", at(10));
        sample.put("b", at(20));
        assertThat(book.dropped).containsExactly("a");
        assertThat(sample.due()).isEqualTo(at(50));
        assertThat(sample.take(at(49))).isNull();
        assertThat(sample.take(at(50))).isEqualTo("b");
        sample.put("c", at(60));
        assertThat(sample.take(at(99))).isNull();
        assertThat(sample.take(at(275))).isEqualTo("c");
        sample.put("d", at(280));
        assertThat(sample.due()).isEqualTo(at(300));
        assertThat(sample.take(at(300))).isEqualTo("d");
    }

    // An item that comes after stretches without any waits for the end of its own; so does one that comes at its
    // beginning.
    @Test
    void sample_afterStretchesWithoutItems_waitsForTheEndOfThisOne() throws Exception {
        Sample<String> sample = new Sample<>(50, book, at(0));
        sample.put("a", at(50));
        assertThat(sample.due()).isEqualTo(at(100));
        assertThat(sample.take(at(100))).isEqualTo("a");
        sample.put("b", at(310));
        assertThat(sample.due()).isEqualTo(at(350));
    }

    // An expired item never leaves, though its place was not looked at in time; who is told is told once.
    @Test
    void expiring_takenLate_givesOnlyWhatIsInTime() throws Exception {
        long start = at(0);
        List<Integer> told = new ArrayList<>();
        Expiring<Integer> place = new Expiring<>(Capacity.items(9), n -> new Deadline(start + n), told::add, book);
        for (int deadline : new int[] {70, 30, 50, 60}) {
            place.put(deadline, at(0));
        }
        assertThat(place.due()).isEqualTo(at(30));
        place.tick(at(29));
        assertThat(book.expired).isEmpty();
        place.tick(at(30));
        assertThat(book.expired).containsExactly(30);
        assertThat(place.due()).isEqualTo(at(50));
        assertThat(place.take(at(49))).isEqualTo(70);
        assertThat(place.take(at(55))).isEqualTo(60);
        assertThat(book.expired).containsExactly(30, 50);
        assertThat(place.due()).isEqualTo(Discipline.NEVER);
        assertThat(book.told).hasSize(2);
        book.told.getFirst().close();
        assertThat(told).containsExactly(30);
    }

    // Who waits for the quiet leaves when it was quiet for long enough, or at the end.
    @Test
    void debounce_leavesAfterTheQuiet() throws Exception {
        Debounce<String> place = new Debounce<>(50, book);
        place.put("a", at(0));
        place.put("b", at(40));
        assertThat(place.due()).isEqualTo(at(90));
        assertThat(place.take(at(89))).isNull();
        assertThat(place.take(at(90))).isEqualTo("b");
        assertThat(book.dropped).containsExactly("a");
        place.put("c", at(100));
        place.end(at(101));
        assertThat(place.take(at(101))).isEqualTo("c");
    }

    // Once the oldest has waited for too long the newest leaves first, and the oldest makes room when it is full.
    @Test
    void newestFirst_whenTheOldestIsLate_givesTheNewest() throws Exception {
        NewestFirst<String> place = new NewestFirst<>(TWO, 50, book);
        place.put("a", at(0));
        place.put("b", at(10));
        place.put("c", at(20));
        assertThat(book.dropped).containsExactly("a");
        assertThat(place.held()).isEqualTo(2);
        assertThat(place.take(at(60))).isEqualTo("c");
        place.put("d", at(61));
        assertThat(place.take(at(59))).isEqualTo("b");
        assertThat(book.out).isEqualTo(2);
    }

    // The items that were folded into one are all in the book, once each.
    @Test
    void conflate_ofThree_hasThreeLeave() throws Exception {
        Conflate<Integer, Integer> place = new Conflate<>(n -> n, Integer::sum, book);
        assertThat(place.take(at(0))).isNull();
        assertThat(book.out).isZero();
        for (int n = 1; n <= 3; n++) {
            place.put(n, at(n));
        }
        assertThat(place.oldest()).isEqualTo(at(1));
        assertThat(place.take(at(9))).isEqualTo(6);
        assertThat(book.out).isEqualTo(3);
    }

    private Timed<String> timed(Timeout timeout) {
        return new Timed<>(TWO, timeout, book, at(0));
    }

    private static final Duration SOON = Duration.ofNanos(50);

    // The first item is watched for until it comes, or none will.
    @Test
    void timed_first_isDueUntilAnItemCame() throws Exception {
        Timed<String> place = timed(Timeout.first(SOON));
        assertThat(place.due()).isEqualTo(at(50));
        assertThat(place.overdue(at(49))).isNull();
        assertThat(place.overdue(at(50))).isInstanceOf(TimeoutException.class);
        place.put("a", at(49));
        assertThat(place.due()).isEqualTo(Discipline.NEVER);
        Timed<String> without = timed(Timeout.first(SOON));
        without.end(at(10));
        assertThat(without.overdue(at(50))).isNull();
    }

    // A silence counts from the last item, and not while there was no room for one.
    @Test
    void timed_idle_isDueWhileThereIsRoom() throws Exception {
        Timed<String> place = timed(Timeout.idle(SOON));
        assertThat(place.due()).isEqualTo(at(50));
        place.put("a", at(20));
        assertThat(place.due()).isEqualTo(at(70));
        place.put("b", at(30));
        assertThat(place.due()).isEqualTo(Discipline.NEVER);
        place.take(at(60));
        assertThat(place.due()).isEqualTo(at(110));
        place.take(at(80));
        assertThat(place.due()).isEqualTo(at(110));
        place.end(at(90));
        assertThat(place.due()).isEqualTo(Discipline.NEVER);
    }

    // The whole is over when the source has ended and the last item has left.
    @Test
    void timed_whole_isDueUntilAllHavePassed() throws Exception {
        Timed<String> place = timed(Timeout.whole(SOON));
        place.put("a", at(10));
        place.end(at(20));
        assertThat(place.due()).isEqualTo(at(50));
        place.take(at(30));
        assertThat(place.due()).isEqualTo(Discipline.NEVER);
        Timed<String> open = timed(Timeout.whole(SOON));
        assertThat(open.due()).isEqualTo(at(50));
    }

    // The oldest item counts, from when it came.
    @Test
    void timed_heldBack_isDueForTheOldest() throws Exception {
        Timed<String> place = timed(Timeout.heldBack(SOON));
        assertThat(place.due()).isEqualTo(Discipline.NEVER);
        place.put("a", at(10));
        place.put("b", at(20));
        assertThat(place.due()).isEqualTo(at(60));
        place.take(at(30));
        assertThat(place.due()).isEqualTo(at(70));
    }
}
