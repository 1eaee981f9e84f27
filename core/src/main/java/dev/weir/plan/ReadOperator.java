package dev.weir.plan;

import dev.weir.Capacity;
import dev.weir.Weigher;
import java.util.List;

/** What a plan that was read back knows of an operator: all that it declared, and nothing that could run. */
record ReadOperator(String kind, int inlets, int outlets, List<Capacity> holds, Cut cut, boolean suspends)
        implements Operator {
    /**
     * Stands for a weigher that stayed where the plan was declared: what may be held is known, nothing can be weighed.
     */
    static final Weigher<Object> WEIGHER = item -> {
        throw new IllegalStateException("a plan that was read back must not run, as its functions stayed behind,"
                + " but an item is to be weighed; run the pipeline that it was written of");
    };

    ReadOperator {
        holds = List.copyOf(holds);
    }
}
