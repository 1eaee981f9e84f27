package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.internal.engine.Driver;
import dev.weir.internal.engine.Inlet;
import dev.weir.internal.engine.Link;
import dev.weir.internal.engine.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Links that lead into an island and out of it, and logic between them that is called when something has come or there is
 * room again. Inlets and outlets are known by their numbers.
 */
final class Switchboard implements Driver {
    /** What is done between them. */
    interface Logic {
        /** Moves a few items; whether any was moved. */
        boolean step() throws Exception;

        /** Whether there is nothing more to do once all inlets have ended and a step has moved nothing. */
        boolean rests();

        /** All is over. */
        void close(Ending how);
    }

    private final Site site;
    private final Logic logic;
    private final List<@Nullable Link<Object>> inlets = new ArrayList<>();
    private final List<@Nullable Inlet<Object>> outlets = new ArrayList<>();
    private final boolean[] room;
    private final boolean[] seen; // had an item at the last look in this step
    private boolean sawEnd; // the last step began with all inlets ended, and room for what was left to say
    private boolean over;

    Switchboard(Site site, List<Link<Object>> inlets, List<Capacity> outlets, Logic logic) {
        this.site = site;
        this.logic = logic;
        this.room = new boolean[outlets.size()];
        this.seen = new boolean[inlets.size()];
        FanOut fanOut = new FanOut(site, outlets.size());
        for (int i = 0; i < outlets.size(); i++) {
            int number = i;
            Inlet<Object> out = Links.outlet(site, i, outlets.get(i), fanOut, null);
            out.fedBy(reason -> left(number, reason));
            this.outlets.add(out);
        }
        this.inlets.addAll(inlets);
    }

    // ---- the island

    @Override
    public boolean drive() {
        boolean any = false;
        boolean moved = true;
        while (moved && !over && site.island().mayMove()) {
            moved = failed() || step() || endedAll() || !rest();
            any |= moved;
        }
        return any;
    }

    private boolean step() {
        for (int i = 0; i < seen.length; i++) {
            Link<Object> in = inlets.get(i);
            seen[i] = in != null && in.ready();
        }
        sawEnd = !open() && logic.rests();
        try {
            return logic.step();
        } catch (Throwable t) {
            Ending how = site.failure(t);
            site.settle(how, null); // no sink may be left that could tell it
            end(how);
            return true;
        }
    }

    /** Whether an inlet has failed: looked at before each step, as the others may go on for ever. */
    private boolean failed() {
        for (Link<Object> in : inlets) {
            Ending how = in == null ? null : in.ended();
            if (how != null && !(how instanceof Ending.Done)) {
                end(how);
                return true;
            }
        }
        return false;
    }

    private boolean open() {
        return inlets.stream().anyMatch(in -> in != null && in.ended() == null);
    }

    /**
     * Whether it has come to its end, or must look again: logic that has something to say when all has ended must have had
     * a step in which it could see that, and had room for it.
     */
    private boolean endedAll() {
        if (!wanted()) { // the logic has ended the last of them itself
            end(Ending.DONE);
            return true;
        }
        boolean all = !open() && !failed() && logic.rests();
        if (all && sawEnd) {
            end(clean());
        }
        return all;
    }

    /** A clean end is an early one if an inlet was drained. */
    private Ending clean() {
        for (int in = 0; in < inlets.size(); in++) {
            if (drained(in)) {
                return Ending.DRAINED;
            }
        }
        return Ending.DONE;
    }

    boolean drained(int in) {
        Link<Object> link = inlets.get(in);
        return link != null && link.ended() instanceof Ending.Done done && done.early();
    }

    /**
     * Waits for what can still come. An item that the logic has seen and left is not waited for; one that came after the
     * logic's last look has woken nobody, so the logic must look again.
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
        logic.close(how);
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

    /** An inlet without an item has none until the next step: what is decided from that must still be true when it is done. */
    @Nullable
    Object peek(int in) {
        Link<Object> link = inlets.get(in);
        Object item = link == null || !seen[in] ? null : link.peek();
        seen[in] = item != null;
        return item;
    }

    Object take(int in) {
        Link<Object> link = inlets.get(in);
        Object item = link == null || !seen[in] ? null : link.poll();
        if (item == null) {
            throw new IllegalStateException("an inlet must be ready when an item is taken but inlet " + in + " of '"
                    + site.name() + "' was not; look with peek(...) first");
        }
        return item;
    }

    /** One that has failed since the step began has not: the logic would pass it on as a clean end. */
    boolean ended(int in) {
        Link<Object> link = inlets.get(in);
        return link == null || link.ended() instanceof Ending.Done;
    }

    boolean room(int out) {
        Inlet<Object> outlet = outlets.get(out);
        room[out] = outlet != null && outlet.room();
        return room[out];
    }

    boolean wanted(int out) {
        return outlets.get(out) != null;
    }

    void put(int out, Object item) {
        Inlet<Object> outlet = outlets.get(out);
        if (!room[out] || outlet == null) {
            throw new IllegalStateException("an outlet must have room when an item is put but outlet " + out + " of '"
                    + site.name() + "' had none; ask room(...) first");
        }
        room[out] = outlet.accept(Objects.requireNonNull(item, "an item must be put but it was null"));
    }

    void end(int out) {
        Inlet<Object> outlet = outlets.set(out, null);
        if (outlet != null) {
            outlet.end(clean());
        }
    }

    void stop(int in) {
        Link<Object> link = inlets.set(in, null);
        if (link != null) {
            link.cancel(Ending.DONE);
        }
    }
}
