package dev.weir.internal.engine;

/** A task beside the islands of a run: each time it was woken it does what there is to do, on whatever thread it follows. */
public abstract class Errand extends SerialTask {
    private final Crew crew;

    /** It rests until it is woken. */
    protected Errand(Site site) {
        super(site.engine());
        this.crew = site.crew();
        beginAtRest();
    }

    /** Does all there is to do. */
    protected abstract void act();

    @Override
    final boolean pass(long now) {
        begins(now);
        try {
            act();
        } catch (Throwable bug) {
            crew.broken(bug);
        }
        long then = engine.nanoTime();
        rests(then, false);
        ran(now, then, 0);
        return false;
    }

    @Override
    final boolean isDone() {
        return false;
    }

    @Override
    final void ended() {}

    @Override
    final void rested() {
        crew.rested();
    }

    @Override
    final void callerInterrupted() {}

    @Override
    final boolean mayBeInterrupted() {
        return false;
    }
}
