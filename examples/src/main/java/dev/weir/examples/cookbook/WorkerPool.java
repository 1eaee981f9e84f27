package dev.weir.examples.cookbook;

import dev.weir.Pipe;

/** Balances jobs to a fixed pool of workers, each of which is a piece of a flow. */
public final class WorkerPool {
    private WorkerPool() {}

    /**
     * A pool.
     *
     * @param worker what each does
     * @param workers how many, at least 1
     * @param <J> the jobs
     * @param <R> the results
     * @return a piece that gives each job to a worker that has room, and the results as they come
     */
    public static <J, R> Pipe<J, R> solve(Pipe<J, R> worker, int workers) {
        // region solve
        return jobs -> jobs.balance(workers, worker);
        // endregion
    }
}
