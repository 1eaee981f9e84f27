package dev.weir.admission;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Work that asked to be let in and may have to wait for its turn. Any thread may give it up. */
public final class Waiting {
    final Route route;
    final Work work;
    final Consumer<? super Decision> told;
    private final Admission admission;

    // guarded by the admission
    double cost;
    long since;
    long latest;
    long promised; // how long it was to wait
    boolean waits;

    private @Nullable Limit at; // where there is no room for it

    @Nullable
    Decision decision; // not told yet

    @Nullable
    Waiting older;

    @Nullable
    Waiting newer;

    @Nullable
    Waiting toTell; // the next one

    Waiting(Admission admission, Route route, Work work, Consumer<? super Decision> told) {
        this.admission = admission;
        this.route = route;
        this.work = work;
        this.told = told;
    }

    void at(Limit limit) {
        at = limit;
    }

    Limit at() {
        return at == null ? route.whole() : at;
    }

    /** It has waited for much longer than it was to. Brief is what is no time to wait. */
    boolean isLate(long now, long brief) {
        return now - since > 2 * promised + brief;
    }

    /**
     * Gives up: it waits no more, and is told nothing. Never blocks.
     *
     * @return false if it had been told already, or is about to be: then what it was given is to be given back
     */
    public boolean cancel() {
        return admission.cancel(this);
    }
}
