package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.Junction;
import dev.weir.Junction.In;
import dev.weir.Junction.Out;
import dev.weir.internal.engine.Driver;
import dev.weir.internal.engine.Inlet;
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
        site.drive(site.island(), new Running(site, this));
    }

    private static final class Running implements Driver, Junction.Ports {
        private final Site site;
        private final Junction.MakeLogic make;
        private final List<@Nullable Link<Object>> inlets = new ArrayList<>();
        private final List<@Nullable Inlet<Object>> outlets = new ArrayList<>();
        private final boolean[] room;
        private final boolean[] seen;
        private Junction.@Nullable Logic logic;
        private boolean over;

        Running(Site site, Junctions stage) {
            this.site = site;
            this.make = stage.logic;
            this.room = new boolean[stage.out.size()];
            this.seen = new boolean[stage.in.size()];
            FanOut fanOut = new FanOut(site, stage.out.size());
            for (int i = 0; i < stage.out.size(); i++) {
                int number = i;
                Inlet<Object> out = Links.outlet(site, i, stage.out.get(i), fanOut, null);
                out.fedBy(reason -> left(number, reason));
                outlets.add(out);
            }
            for (int i = 0; i < stage.in.size(); i++) {
                inlets.add(Links.inlet(site, i, stage.in.get(i)));
            }
        }

        // ---- the island

        @Override
        public boolean drive() {
            boolean any = false;
            boolean moved = true;
            while (moved && !over && site.island().mayMove()) {
                moved = step() || endedAll() || !rest();
                any |= moved;
            }
            return any;
        }

        private boolean step() {
            for (int i = 0; i < seen.length; i++) {
                Link<Object> in = inlets.get(i);
                seen[i] = in != null && in.ready();
            }
            try {
                if (logic == null) {
                    logic = Objects.requireNonNull(make.make(), "a junction must have logic but null was made");
                }
                return logic.step(this);
            } catch (Throwable t) {
                end(site.failure(t));
                return true;
            }
        }

        /** Whether it has come to its end, or an inlet has failed. */
        private boolean endedAll() {
            if (!wanted()) { // the logic has ended the last of them itself
                end(Ending.DONE);
                return true;
            }
            boolean open = false;
            boolean early = false;
            for (Link<Object> in : inlets) {
                Ending how = in == null ? Ending.DONE : in.ended();
                if (how instanceof Ending.Done done) {
                    early |= done.early();
                } else if (how != null) {
                    end(how);
                    return true;
                }
                open |= how == null;
            }
            if (!open) {
                end(early ? Ending.DRAINED : Ending.DONE);
            }
            return !open;
        }

        /**
         * Waits for what can still come. An item that the logic has seen and left is not waited for; one that came after
         * the logic's last look has woken nobody, so the logic must look again.
         */
        private boolean rest() {
            for (int i = 0; i < seen.length; i++) {
                Link<Object> in = inlets.get(i);
                boolean open = in != null && in.ended() == null;
                if (open && (in.ready() ? !seen[i] : !in.sleep())) {
                    return false;
                }
            }
            return true;
        }

        private boolean wanted() {
            return outlets.stream().anyMatch(Objects::nonNull);
        }

        private void left(int number, Ending reason) {
            outlets.set(number, null);
            if (!over && (!wanted() || reason instanceof Ending.Failed)) {
                end(reason);
            }
        }

        private void end(Ending how) {
            if (over) {
                return;
            }
            over = true;
            for (Link<Object> in : inlets) {
                if (in != null) {
                    in.cancel(how);
                }
            }
            for (int i = 0; i < outlets.size(); i++) {
                Inlet<Object> out = outlets.set(i, null);
                if (out != null) {
                    out.end(how);
                }
            }
        }

        @Override
        public boolean over() {
            return over;
        }

        @Override
        public boolean heldBack() {
            return !over && inlets.stream().anyMatch(in -> in != null && in.ready());
        }

        @Override
        public void abort(Ending ending) {
            end(ending);
        }

        // ---- the logic

        @Override
        @SuppressWarnings("unchecked") // an inlet was declared with the source of its items
        public <T> @Nullable T peek(In<T> in) {
            Link<Object> link = inlets.get(in.number());
            return link == null ? null : (T) link.peek();
        }

        @Override
        @SuppressWarnings("unchecked") // the same
        public <T> T take(In<T> in) {
            Link<Object> link = inlets.get(in.number());
            Object item = link == null ? null : link.poll();
            if (item == null) {
                throw new IllegalStateException("an inlet must be ready when an item is taken but inlet " + in.number()
                        + " of '" + site.name() + "' was not; look with peek(...) first");
            }
            return (T) item;
        }

        @Override
        public boolean ended(In<?> in) {
            Link<Object> link = inlets.get(in.number());
            return link == null || link.ended() != null;
        }

        @Override
        public boolean room(Out<?> out) {
            Inlet<Object> outlet = outlets.get(out.number());
            room[out.number()] = outlet != null && outlet.room();
            return room[out.number()];
        }

        @Override
        public boolean wanted(Out<?> out) {
            return outlets.get(out.number()) != null;
        }

        @Override
        public <T> void put(Out<T> out, T item) {
            Inlet<Object> outlet = outlets.get(out.number());
            if (!room[out.number()] || outlet == null) {
                throw new IllegalStateException("an outlet must have room when an item is put but outlet "
                        + out.number() + " of '" + site.name() + "' had none; ask room(...) first");
            }
            room[out.number()] = outlet.accept(Objects.requireNonNull(item, "an item must be put but it was null"));
        }

        @Override
        public void end(Out<?> out) {
            Inlet<Object> outlet = outlets.set(out.number(), null);
            if (outlet != null) {
                outlet.end(Ending.DONE);
            }
        }

        @Override
        public void stop(In<?> in) {
            Link<Object> link = inlets.set(in.number(), null);
            if (link != null) {
                link.cancel(Ending.DONE);
            }
        }
    }
}
