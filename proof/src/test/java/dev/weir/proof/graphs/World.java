package dev.weir.proof.graphs;

import dev.weir.Budget;
import dev.weir.Engine;
import dev.weir.Running;
import dev.weir.Setting;
import dev.weir.testkit.Choices;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** One graph while it is made and run: what it draws from, and all that must be over in the end. */
final class World {
    final Choices choices;
    final Ground ground;
    final Engine engine;

    /** Whether there is a run of the whole that can be paused, changed and fed. */
    final boolean oneRun;

    final List<Item> made = Collections.synchronizedList(new ArrayList<>());
    final List<Running<?>> beside = Collections.synchronizedList(new ArrayList<>());
    final List<Budget> budgets = new ArrayList<>();
    final List<Knob> knobs = new ArrayList<>();

    /** What begins as soon as the main run was started. */
    final List<Runnable> starts = new ArrayList<>();

    /** What happens at any time while it runs. */
    final List<Runnable> events = new ArrayList<>();

    /** What is done when the main run is over. */
    final List<Runnable> ends = new ArrayList<>();

    /** What must hold in the end. */
    final List<Runnable> checks = new ArrayList<>();

    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    final AtomicInteger feeders = new AtomicInteger();

    /** The main run, if there is one that can be asked. */
    volatile @Nullable Running<?> run;

    /** Whether a part is a run of its own, which may never be asked for anything. */
    boolean parts;

    /** The number that some functions fail at. */
    volatile long bad = -1;

    private long from;
    private int names;
    private int offsets;

    World(Choices choices, Ground ground, boolean oneRun) {
        this.choices = choices;
        this.ground = ground;
        this.engine = ground.engine;
        this.oneRun = oneRun;
    }

    /** A setting of a stage that can be changed: given 0, 1 or 2, what it is to be. */
    record Knob(String stage, Function<Integer, Setting> setting) {}

    /** An awkward capacity. */
    int small() {
        return choices.between(1, 3);
    }

    /** The next numbers. */
    List<Long> numbers(int count) {
        long first = from;
        from += count;
        return LongStream.range(first, first + count).boxed().toList();
    }

    /** A number that owns something, and is counted. */
    Item item(long number) {
        Item item = new Item(number);
        made.add(item);
        return item;
    }

    /** What to add to all numbers there may be, to get others that no one else gets. */
    long offset() {
        return 1_000L << ++offsets;
    }

    String name(String what) {
        return what + "-n" + ++names;
    }

    /** Whether nothing in it must belong to the main run: no entry, no setting, no hub. */
    boolean plain() {
        return starts.isEmpty() && knobs.isEmpty();
    }

    /** It has failed: what still runs is not to disturb those that come after it. */
    void giveUp() {
        Running<?> main = run;
        if (main != null) {
            main.cancel("the test has failed");
        }
        List.copyOf(beside).forEach(side -> side.cancel("the test has failed"));
    }

    /** Fails at the bad one. */
    Item unlessBad(Item item) {
        if (item.number == bad) {
            item.release();
            throw new IllegalStateException("bad");
        }
        return item;
    }
}
