package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.Junction;
import dev.weir.Junction.In;
import dev.weir.Junction.Out;
import dev.weir.internal.engine.Link;
import dev.weir.internal.engine.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code Junction}: logic of the user's between links. */
public record Junctions(List<Capacity> in, List<Capacity> out, Junction.MakeLogic logic) implements Stage {
    @Override
    public String kind() {
        return "junction";
    }

    @Override
    public int inlets() {
        return in.size();
    }

    @Override
    public int outlets() {
        return out.size();
    }

    @Override
    public Cut cut() {
        return Cut.BOTH;
    }

    @Override
    public List<Capacity> holds() {
        return Stream.concat(in.stream(), out.stream()).toList();
    }

    @Override
    public Stage linked(Capacity links) {
        return new Junctions(
                in.stream().map(each -> Stage.or(each, links)).toList(),
                out.stream().map(each -> Stage.or(each, links)).toList(),
                logic);
    }

    @Override
    public void open(Site site) {
        site.drive(site.island(), new Running(site, this).board);
    }

    /** The ports of one run, and its logic. */
    private static final class Running implements Switchboard.Logic, Junction.Ports {
        private final Junction.MakeLogic make;
        private final Switchboard board;
        private Junction.@Nullable Logic logic;

        Running(Site site, Junctions stage) {
            make = stage.logic;
            List<Link<Object>> inlets = new ArrayList<>();
            for (int i = 0; i < stage.in.size(); i++) {
                inlets.add(Links.inlet(site, i, stage.in.get(i)));
            }
            board = new Switchboard(site, inlets, stage.out, this);
        }

        @Override
        public boolean step() throws Exception {
            if (logic == null) {
                logic = Objects.requireNonNull(make.make(), "a junction must have logic but null was made");
            }
            return logic.step(this);
        }

        @Override
        public boolean rests() {
            return true;
        }

        @Override
        public void close(Ending how) {}

        @Override
        @SuppressWarnings("unchecked") // an inlet was declared with the source of its items
        public <T> @Nullable T peek(In<T> in) {
            return (T) board.peek(in.number());
        }

        @Override
        @SuppressWarnings("unchecked") // the same
        public <T> T take(In<T> in) {
            return (T) board.take(in.number());
        }

        @Override
        public boolean ended(In<?> in) {
            return board.ended(in.number());
        }

        @Override
        public boolean room(Out<?> out) {
            return board.room(out.number());
        }

        @Override
        public boolean wanted(Out<?> out) {
            return board.wanted(out.number());
        }

        @Override
        public <T> void put(Out<T> out, T item) {
            board.put(out.number(), item);
        }

        @Override
        public void end(Out<?> out) {
            board.end(out.number());
        }

        @Override
        public void stop(In<?> in) {
            board.stop(in.number());
        }
    }
}
