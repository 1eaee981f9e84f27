package dev.weir.proof.graphs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.LinkPressure;
import dev.weir.Pause;
import dev.weir.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What happens to a graph while it runs: pauses by several, readings, other settings, members that come and go. */
final class Events {
    private final World world;
    private final List<Pause> pauses = new ArrayList<>();
    private int holders;

    Events(World world) {
        this.world = world;
    }

    /** At random, for some steps; afterwards nobody holds it any more, and all have come who were to. */
    void happen() {
        for (int i = world.choices.below(12); i > 0; i--) {
            step();
            check();
        }
        pauses.forEach(Pause::close);
        while (!world.events.isEmpty()) {
            world.events.removeFirst().run();
        }
    }

    private void step() {
        Running<?> run = world.run;
        switch (world.choices.below(run == null ? 3 : 6)) {
            case 0 -> world.engine.letOthersRun();
            case 1 -> world.ground.moment(Duration.ofNanos(world.choices.below(300) * 1_000L));
            case 2 -> event();
            case 3 -> {
                Pause pause = run.pause("holder " + ++holders);
                assertThat(pause.holder()).isEqualTo("holder " + holders);
                pauses.add(pause);
            }
            case 4 -> {
                if (!pauses.isEmpty()) {
                    pauses.remove(world.choices.below(pauses.size())).release();
                }
            }
            default -> change(run);
        }
    }

    private void event() {
        if (!world.events.isEmpty()) {
            world.events.remove(world.choices.below(world.events.size())).run();
        }
    }

    private void change(Running<?> run) {
        if (!world.knobs.isEmpty()) {
            World.Knob knob = world.choices.of(world.knobs);
            run.set(knob.stage(), knob.setting().apply(world.choices.below(3)));
        }
    }

    private void check() {
        Running<?> run = world.run;
        if (run != null) {
            if (!run.ended()) {
                assertThat(run.pausedBy()).hasSizeLessThanOrEqualTo(pauses.size());
            }
            run.pressure().links().forEach(link -> check(link, world.ground.inSimulation()));
        }
        List.copyOf(world.beside)
                .forEach(side -> side.pressure().links().forEach(link -> check(link, world.ground.inSimulation())));
    }

    /** The book of one place; exact where nothing else runs while it is read. */
    static void check(LinkPressure link, boolean exact) {
        assertThat(link.held()).as("%s", link).isBetween(0, link.capacity());
        assertThat(link.peak()).as("%s", link).isBetween(0, link.capacity());
        if (exact) {
            assertThat(link.in())
                    .as("in = out + held + dropped + expired + discarded of " + link)
                    .isEqualTo(link.out() + link.held() + link.dropped() + link.expired() + link.discarded());
        }
    }
}
