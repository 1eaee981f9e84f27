package dev.weir.bench.core;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Threads of code that is written by hand: a virtual one for each task. */
final class Tasks {
    private Tasks() {}

    static <T> Future<T> start(Callable<T> task) {
        var future = new FutureTask<>(task);
        Thread.startVirtualThread(future);
        return future;
    }

    static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a task ran", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a task has failed", e);
        }
    }

    /** Starts as many as are told, each with its number, and adds up what they come to. */
    static long sumOf(int tasks, LongFunction<Callable<Long>> task) {
        return sumOf(LongStream.range(0, tasks)
                .mapToObj(number -> start(task.apply(number)))
                .toList());
    }

    static long sumOf(List<Future<Long>> parts) {
        return parts.stream().mapToLong(Tasks::get).sum();
    }

    static <T> List<T> each(int count, IntFunction<T> make) {
        return IntStream.range(0, count).mapToObj(make).toList();
    }
}
