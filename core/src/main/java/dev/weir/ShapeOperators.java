package dev.weir;

import dev.weir.internal.declare.Port;
import dev.weir.internal.declare.Spec;
import dev.weir.internal.stage.Balance;
import dev.weir.internal.stage.Zip;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The operators that join several flows, or make several of one. */
abstract class ShapeOperators<T> extends FailureOperators<T> {
    ShapeOperators(Port port) {
        super(port);
    }

    /**
     * Each item to one of several lanes that has room, in turn; what comes out of the lanes is merged. Each lane runs on
     * its own. Holds {@link Capacity#DEFAULT} before and after each lane. A lane that fails fails all.
     *
     * @param lanes how many, at least 1
     * @param lane what each of them does
     * @param <R> what comes out
     * @return a source of what comes out, in no order
     */
    public <R> Source<R> balance(int lanes, Pipe<T, R> lane) {
        atLeast("balance", 1, lanes);
        Spec fan = Spec.of(new Balance<T>(lanes, Capacity.DEFAULT), port());
        List<Source<R>> outs = new ArrayList<>();
        for (int i = 0; i < lanes; i++) {
            outs.add(lane.attach(new Source<>(fan.outlet(i))));
        }
        return Source.merge(outs);
    }
    /**
     * One item of this source and one of another make one. Each side runs on its own, behind a link of
     * {@link Capacity#DEFAULT}. Ends when either side has ended and none of its items is left.
     *
     * @param other the other side
     * @param fn makes one of two
     * @param <U> the other side's items
     * @param <R> what it makes
     * @return a source of what it makes
     */
    public <U, R> Source<R> zip(Source<U> other, Fn2<? super T, ? super U, ? extends R> fn) {
        return source(new Zip<T, U, R>(Objects.requireNonNull(fn), Capacity.DEFAULT), port(), other.port());
    }
}
