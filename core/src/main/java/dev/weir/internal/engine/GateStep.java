package dev.weir.internal.engine;

import dev.weir.internal.compile.Gate;

/** A fused stage that lets items through a gate; those that it does not let through are let go. */
public final class GateStep<T> extends Step<T, T> {
    final Gate<T> gate;

    /** Takes its place. */
    public GateStep(Site site, Gate<T> gate) {
        super(site);
        this.gate = gate;
    }

    @Override
    public boolean room() {
        return gate.closes ? finish() : super.room(); // it may let none through
    }

    @Override
    public boolean accept(T item) {
        boolean passes;
        try {
            passes = gate.passes(item);
        } catch (Throwable t) {
            return fail(t);
        }
        if (!passes) {
            letGo(item);
        }
        boolean room = !passes || next.accept(item);
        return gate.closes ? finish() : room;
    }
}
