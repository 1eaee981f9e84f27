package dev.weir.internal.engine;

import dev.weir.Ending;
import dev.weir.plan.Node;

/**
 * What stands at a site for as long as the run goes on. It keeps where that is, and not the site itself, which is made again
 * when it is asked for: that is seldom, and a run has a resident for each of its stages.
 */
public abstract class Resident {
    private final Node node;
    private final Assembly assembly;

    /** Stands there. */
    protected Resident(Site site) {
        this.node = site.node();
        this.assembly = site.assembly();
    }

    /** Where it stands in the plan and the run. */
    protected final Site site() {
        return assembly.site(node);
    }

    /** How the flow ends because user code threw this; see {@link Site#failure}. */
    protected final Ending failure(Throwable cause) {
        return site().failure(cause);
    }

    /** Nobody will get this item: what it owns is released; see {@link Site#letGo}. */
    protected final void letGo(Object item) {
        if (assembly.crew().releases() != null) {
            site().letGo(item);
        }
    }
}
