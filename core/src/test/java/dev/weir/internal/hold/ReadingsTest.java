package dev.weir.internal.hold;

import static dev.weir.internal.hold.Book.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Capacity;
import dev.weir.Timeout;
import dev.weir.admission.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each discipline says how many items it holds, how heavy and since when, and lets go of each of them. */
class ReadingsTest {
    private static final Capacity HEAVY = Capacity.items(3).weighing(10, 4, String::length);
    private static final Timeout MINUTE = Timeout.whole(Duration.ofMinutes(1));

    private static <O> Named<Discipline.Maker<String, ?>> named(String name, Discipline.Maker<String, O> maker) {
        return Named.of(name, maker);
    }

    static Stream<Named<Discipline.Maker<String, ?>>> weighing() {
        Deadline later = new Deadline(at(99));
        return Stream.of(
                named("fifo", (book, now) -> new Fifo<>(HEAVY, book)),
                named("batch", (book, now) -> new Batch<>(HEAVY, book)),
                named("codel", (book, now) -> new CoDel<>(HEAVY, 5, 100, book)),
                named("delay", (book, now) -> new Delay<>(HEAVY, 100, book)),
                named("expiring", (book, now) -> new Expiring<>(HEAVY, s -> later, s -> {}, book)),
                named("groupedWithin", (book, now) -> new GroupedWithin<>(HEAVY, 100, book)),
                named("keepAlive", (book, now) -> new KeepAlive<>(HEAVY, 100, () -> "", book, now)),
                named("slidingWithin", (book, now) -> new SlidingWithin<>(HEAVY, 100, 50, book, now)),
                named("timed", (book, now) -> new Timed<>(HEAVY, MINUTE, book, now)));
    }

    static Stream<Named<Discipline.Maker<String, ?>>> all() {
        return Stream.concat(
                weighing(),
                Stream.of(
                        named("conflate", (book, now) -> new Conflate<>(s -> s, (s, t) -> s, book)),
                        named("debounce", (book, now) -> new Debounce<>(10, book)),
                        named("dropNewest", (book, now) -> new DropNewest<>(HEAVY, book)),
                        named("dropOldest", (book, now) -> new DropOldest<>(HEAVY, book)),
                        named(
                                "expand",
                                (book, now) -> new Expand<>(s -> List.of(s).iterator(), book)),
                        named("failing", (book, now) -> new Failing<>(HEAVY, book, n -> new IllegalStateException())),
                        named("latest", (book, now) -> new Latest<>(HEAVY, book)),
                        named("newestFirst", (book, now) -> new NewestFirst<>(HEAVY, 10, book)),
                        named("sample", (book, now) -> new Sample<>(10, book, now))));
    }

    // One that holds an item says so, and since when; after it has let it go, it holds none.
    @ParameterizedTest
    @MethodSource("all")
    void readings_ofOneItem_tellOfIt(Discipline.Maker<String, ?> maker) throws Exception {
        Book book = new Book();
        Discipline<String, ?> place = maker.make(book, at(0));
        assertThat(place.held()).isZero();
        assertThat(place.oldest()).isEqualTo(Discipline.NEVER);
        place.put("one", at(3));
        assertThat(place.held()).isEqualTo(1);
        assertThat(place.oldest()).isEqualTo(at(3));
        assertThat(place.empty()).isFalse();
        List<Object> letGo = new ArrayList<>();
        place.clear(letGo::add);
        assertThat(letGo).containsExactly("one");
        assertThat(place.held()).isZero();
        assertThat(place.oldest()).isEqualTo(Discipline.NEVER);
        assertThat(place.weight()).isZero();
        place.clear(letGo::add);
        assertThat(letGo).hasSize(1);
        assertThat(book.out).isZero();
    }

    // There is room while the heaviest item would fit, and no longer.
    @ParameterizedTest
    @MethodSource("weighing")
    void room_byWeight_isForTheHeaviestItem(Discipline.Maker<String, ?> maker) throws Exception {
        Discipline<String, ?> place = maker.make(new Book(), at(0));
        place.put("1234", at(0));
        place.put("56", at(0));
        assertThat(place.weight()).isEqualTo(6);
        assertThat(place.room()).isTrue();
        place.put("7", at(0));
        assertThat(place.weight()).isEqualTo(7);
        assertThat(place.room()).isFalse();
    }

    // Without a time of its own, nothing is ever due.
    @ParameterizedTest
    @MethodSource("all")
    void due_ofAnEmptyPlace_isNeverUnlessSilenceCounts(Discipline.Maker<String, ?> maker) {
        Discipline<String, ?> place = maker.make(new Book(), at(0));
        if (!(place instanceof KeepAlive || place instanceof Timed)) {
            assertThat(place.due()).isEqualTo(Discipline.NEVER);
        }
    }
}
