package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.LayerLogic;
import dev.weir.LayerRoom;
import dev.weir.Make;
import dev.weir.Sides;
import dev.weir.internal.engine.Alarm;
import dev.weir.internal.engine.Link;
import dev.weir.internal.engine.Site;
import dev.weir.plan.Operator;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code Layer.stateful}: logic between two ways. One way comes in by its inlet and goes on by the first outlet; the other
 * way comes in by a {@link Crossing}, as what it carries was made of what the first has brought, and goes back by the
 * second outlet. A layer that is reversed has them the other way round.
 */
public record Layered(
        Object key, String name, LayerRoom room, Make<? extends LayerLogic<?, ?, ?, ?>> logic, boolean reversed)
        implements Stage {
    /** The outlet of the way that comes in by the inlet. */
    public static final int ONWARD = 0;

    /** The outlet of the way that comes in by the crossing. */
    public static final int BACK = 1;

    @Override
    public String kind() {
        return "layer";
    }

    @Override
    public int outlets() {
        return 2;
    }

    @Override
    public Cut cut() {
        return Cut.BOTH;
    }

    @Override
    public boolean goesRound() {
        return true;
    }

    @Override
    public List<Capacity> holds() {
        return List.of(in(), across(), onward(), back(), control());
    }

    private Capacity control() {
        return Stage.hand(room.control(), room.down());
    }

    private Capacity in() {
        return reversed ? room.above() : room.below();
    }

    private Capacity across() {
        return reversed ? room.below() : room.above();
    }

    private Capacity onward() {
        return reversed ? room.down() : room.up();
    }

    private Capacity back() {
        return reversed ? room.up() : room.down();
    }

    @Override
    public Stage linked(Capacity links) {
        LayerRoom linked = new LayerRoom(
                Stage.or(room.below(), links),
                Stage.or(room.up(), links),
                Stage.or(room.above(), links),
                Stage.or(room.down(), links),
                room.control());
        return new Layered(key, name, linked, logic, reversed);
    }

    /** Whether this is the same layer in the same conversation. */
    boolean isSame(Operator other) {
        return other instanceof Layered layer && layer.key.equals(key);
    }

    /** The link that the crossing writes and the layer reads, of the run to which a site belongs. */
    Link<Object> across(Site site) {
        return site.shared(
                key,
                () -> new Link<>(
                        name + ".across",
                        across(),
                        site.islandOf(other -> other instanceof Crossing crossing && isSame(crossing.layer())),
                        site.islandOf(this::isSame),
                        site));
    }

    @Override
    public void open(Site site) {
        site.drive(site.island(), new Running(site, this).board);
    }

    private static final class Running implements Switchboard.Logic, Sides<Object, Object, Object, Object> {
        private final Site site;
        private final Make<? extends LayerLogic<?, ?, ?, ?>> make;
        private final Switchboard board;
        private final Alarm alarm;
        private final LayerEnd below;
        private final LayerEnd above;
        private final LayerEnd up;
        private final LayerEnd down;
        private final ControlLane control;
        private @Nullable LayerLogic<Object, Object, Object, Object> logic;
        private long due;
        private boolean timed;

        Running(Site site, Layered stage) {
            this.site = site;
            this.make = stage.logic;
            this.alarm = new Alarm(site.engine(), site.island());
            Link<Object> in = Links.inlet(site, 0, stage.in());
            Link<Object> across = stage.across(site);
            site.gauge(across);
            this.board = new Switchboard(site, List.of(in, across), List.of(stage.onward(), stage.back()), this);
            int fromBelow = stage.reversed ? 1 : 0;
            this.below = new LayerEnd(board, fromBelow);
            this.above = new LayerEnd(board, 1 - fromBelow);
            this.up = new LayerEnd(board, fromBelow);
            this.control = new ControlLane(site, board, 1 - fromBelow, stage.control());
            this.down = control;
        }

        @Override
        @SuppressWarnings("unchecked") // it was declared with a duplex of these types
        public boolean step() throws Exception {
            if (logic == null) {
                logic = (LayerLogic<Object, Object, Object, Object>)
                        Objects.requireNonNull(make.make(), "a layer must have logic but null was made");
            }
            if (timed && nanoTime() - due >= 0) {
                timed = false;
            }
            boolean sent = control.send();
            boolean moved = logic.step(this);
            return control.send() || sent || moved;
        }

        /** Logic that has room on both sides, and moves nothing, has nothing more to do. */
        @Override
        public boolean rests() {
            return control.isEmpty() && roomOrUnwanted(up) && roomOrUnwanted(down);
        }

        private static boolean roomOrUnwanted(LayerEnd end) {
            return !end.wanted() || end.room();
        }

        @Override
        public void close(Ending how) {
            alarm.clear();
            control.close();
            LayerLogic<Object, Object, Object, Object> used = logic;
            if (used != null) {
                site.close(() -> used.close(how));
            }
        }

        @Override
        public In<Object> below() {
            return below;
        }

        @Override
        public In<Object> above() {
            return above;
        }

        @Override
        public Out<Object> up() {
            return up;
        }

        @Override
        public Out<Object> down() {
            return down;
        }

        @Override
        public Out<Object> control() {
            return control.own;
        }

        @Override
        public long nanoTime() {
            return alarm.now();
        }

        /** Of several that are asked for the first counts: who is called too early asks again. */
        @Override
        public void again(Duration after) {
            long at = nanoTime() + Math.max(0, after.toNanos());
            if (!timed || at - due < 0) {
                timed = true;
                due = at;
                alarm.at(at);
            }
        }
    }
}
