package dev.weir.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks for the smallest choices with which a trial still fails: fewer are smaller, then those that are lower from the
 * front on. What was drawn in a try that fails takes the place of the best if it is smaller, so it always ends. Spans are left out
 * from the back to the front, as the front decides what the rest means.
 */
final class Shrinking {
    private static final int AGAIN = 3; // tries to see the first failure again, where threads decide with

    private final Trials.Trial trial;
    private final Class<?> kind;
    private final int most;
    private final long end;
    private final Set<List<Integer>> seen = new HashSet<>();
    private Choices best;
    private Throwable failure;
    private boolean again;
    private int tried;

    Shrinking(Trials.Trial trial, Choices first, Throwable failure, int most, Duration time) {
        this.trial = trial;
        this.best = first;
        this.failure = failure;
        this.kind = kind(failure);
        this.most = most;
        this.end = System.nanoTime() + time.toNanos();
    }

    Choices best() {
        return best;
    }

    Throwable failure() {
        return failure;
    }

    /** Whether the first failure was seen a second time. */
    boolean again() {
        return again;
    }

    int tried() {
        return tried;
    }

    void run() {
        for (int i = 0; i < AGAIN && !again && !over(); i++) {
            tried++;
            again = fails(Choices.replay(best.drawn()));
        }
        List<Integer> before = List.of();
        while (again && !over() && !before.equals(best.drawn())) {
            before = best.drawn();
            leaveOut();
            setToZero();
            lower();
            lowerAndLeaveOut();
            exchange();
        }
    }

    private boolean over() {
        return tried >= most
                || System.nanoTime() - end >= 0
                || Thread.currentThread().isInterrupted();
    }

    private void leaveOut() {
        for (int span = Integer.highestOneBit(Math.max(1, size())); span > 0; span /= 2) {
            for (int at = size() - span; at >= 0 && !over(); at = Math.min(at - 1, size() - span)) {
                attempt(without(best.drawn(), at, span));
            }
        }
    }

    private void setToZero() {
        for (int span = 8; span > 0; span /= 2) {
            for (int at = 0; at + span <= size() && !over(); at += span) {
                List<Integer> next = new ArrayList<>(best.drawn());
                Collections.fill(next.subList(at, at + span), 0);
                attempt(next);
            }
        }
    }

    private void lower() {
        for (int at = 0; at < size() && !over(); at++) {
            int from = 0; // what is known not to do, plus 1
            while (at < size() && from < best.drawn().get(at) && !over()) {
                int value = from + (best.drawn().get(at) - from) / 2;
                if (!attempt(with(best.drawn(), at, value))) {
                    from = value + 1;
                }
            }
        }
    }

    /** A choice may say how many of those behind it belong to it. */
    private void lowerAndLeaveOut() {
        for (int at = 0; at < size() && !over(); at++) {
            for (int span = 1; span <= 8 && at + span < size() && best.drawn().get(at) > 0 && !over(); span++) {
                attempt(without(with(best.drawn(), at, best.drawn().get(at) - 1), at + 1, span));
            }
        }
    }

    private void exchange() {
        for (int at = 0; at + 1 < size() && !over(); at++) {
            int one = best.drawn().get(at);
            int other = best.drawn().get(at + 1);
            if (one > other) {
                attempt(with(with(best.drawn(), at, other), at + 1, one));
            }
        }
    }

    private int size() {
        return best.drawn().size();
    }

    private static List<Integer> without(List<Integer> list, int at, int span) {
        List<Integer> next = new ArrayList<>(list);
        next.subList(at, at + span).clear();
        return next;
    }

    private static List<Integer> with(List<Integer> list, int at, int value) {
        List<Integer> next = new ArrayList<>(list);
        next.set(at, value);
        return next;
    }

    private boolean attempt(List<Integer> candidate) {
        if (over() || candidate.equals(best.drawn()) || !seen.add(candidate)) {
            return false;
        }
        tried++;
        return fails(Choices.replay(candidate));
    }

    private boolean fails(Choices choices) {
        Throwable now = Trials.failure(trial, choices);
        if (now == null || kind(now) != kind || larger(choices.drawn(), best.drawn())) {
            return false;
        }
        best = choices;
        failure = now;
        return true;
    }

    private static boolean larger(List<Integer> one, List<Integer> other) {
        int compared = Integer.compare(one.size(), other.size());
        for (int i = 0; compared == 0 && i < one.size(); i++) {
            compared = Integer.compare(one.get(i), other.get(i));
        }
        return compared > 0;
    }

    /** Two failures are the same if what is at the bottom of them is. */
    private static Class<?> kind(Throwable failure) {
        Throwable deepest = failure;
        for (int i = 0; i < 20 && deepest.getCause() != null; i++) {
            deepest = deepest.getCause();
        }
        return deepest.getClass();
    }
}
