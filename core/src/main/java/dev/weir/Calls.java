package dev.weir;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How calls are made: how many at a time, in which order their results leave, what becomes of one that fails. Immutable;
 * each method gives a new one. Written as {@code Calls.<Order>atMost(16).perKey(Order::customer).retrying(policy)}.
 *
 * @param <T> the items that calls are made for
 */
public final class Calls<T> implements Serializable {
    private static final long serialVersionUID = 1L;

    /** How many at a time. */
    private final int most;

    /** Whether fewer are made when more would bring nothing. */
    private final boolean adaptive;

    /** Whether results leave in the order of the items. */
    private final boolean ordered;

    /** What gives an item's key, if calls are made per key. */
    private final @Nullable Fn<? super T, ?> key;

    /** How a call that fails is made again, if it is. */
    private final @Nullable Retry retry;

    private final transient @Nullable Budget budget;

    /** What a call takes from the budget, if that is not 1. */
    private final @Nullable Weigher<? super T> cost;

    private Calls(
            int most,
            boolean adaptive,
            boolean ordered,
            @Nullable Fn<? super T, ?> key,
            @Nullable Retry retry,
            @Nullable Budget budget,
            @Nullable Weigher<? super T> cost) {
        this.most = most;
        this.adaptive = adaptive;
        this.ordered = ordered;
        this.key = key;
        this.retry = retry;
        this.budget = budget;
        this.cost = cost;
    }

    /**
     * So many calls at a time, their results in the order of the items.
     *
     * @param most how many, at least 1; also the most that are held, results that wait included
     * @param <T> the items
     * @return how calls are made
     */
    public static <T> Calls<T> atMost(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("calls must be >= 1 at a time but were " + most);
        }
        return new Calls<>(most, false, true, null, null, null, null);
    }

    /**
     * As many calls at a time as bring more results, found by measuring, but never more than so many. The source is slowed
     * down when there are enough; nothing is refused.
     *
     * @param most how many, at least 1
     * @param <T> the items
     * @return how calls are made
     */
    public static <T> Calls<T> adaptive(int most) {
        Calls<T> fixed = atMost(most);
        return new Calls<>(fixed.most, true, true, null, null, null, null);
    }

    /**
     * Each result as soon as it is there.
     *
     * @return the same otherwise
     */
    public Calls<T> unordered() {
        return new Calls<>(most, adaptive, false, key, retry, budget, cost);
    }

    /**
     * One call at a time for each key, so that those of one key are made, and their results leave, in order. Results of
     * different keys leave as they come.
     *
     * @param keyOf gives an item's key, which has {@code equals} and {@code hashCode}
     * @param <U> the items
     * @return the same otherwise
     */
    public <U extends T> Calls<U> perKey(Fn<? super U, ?> keyOf) {
        return new Calls<>(most, adaptive, false, Objects.requireNonNull(keyOf), retry, budget, cost);
    }

    /**
     * A call that fails is made again.
     *
     * @param policy how often, and after how long; it keeps its place meanwhile, its key, and what it took of a budget
     * @return the same otherwise
     */
    public Calls<T> retrying(Retry policy) {
        return new Calls<>(most, adaptive, ordered, key, Objects.requireNonNull(policy), budget, cost);
    }

    /**
     * Each call takes one from a budget that others may share, and gives it back when it is done for good. While it waits
     * for that it has its place here.
     *
     * @param shared the budget
     * @return the same otherwise
     */
    public Calls<T> within(Budget shared) {
        return new Calls<>(most, adaptive, ordered, key, retry, Objects.requireNonNull(shared), null);
    }

    /**
     * Each call takes its cost from a budget that others may share, and gives it back when it is done for good. While it
     * waits for that it has its place here.
     *
     * @param shared the budget
     * @param costOf what the call for an item costs
     * @param <U> the items
     * @return the same otherwise
     */
    public <U extends T> Calls<U> within(Budget shared, Weigher<? super U> costOf) {
        return new Calls<>(
                most, adaptive, ordered, key, retry, Objects.requireNonNull(shared), Objects.requireNonNull(costOf));
    }

    /**
     * How many at a time.
     *
     * @return at least 1
     */
    public int most() {
        return most;
    }

    /**
     * Whether fewer are made when more would bring nothing.
     *
     * @return false for a fixed number
     */
    public boolean isAdaptive() {
        return adaptive;
    }

    /**
     * Whether results leave in the order of the items.
     *
     * @return false if they leave as they come
     */
    public boolean isOrdered() {
        return ordered;
    }

    /**
     * What gives an item's key.
     *
     * @return null if calls are made regardless of keys
     */
    public @Nullable Fn<? super T, ?> key() {
        return key;
    }

    /**
     * How a call that fails is made again.
     *
     * @return null if it is not
     */
    public @Nullable Retry retry() {
        return retry;
    }

    /**
     * The budget that calls take from.
     *
     * @return null if there is none
     */
    public @Nullable Budget budget() {
        return budget;
    }

    /**
     * What the call for an item takes from the budget.
     *
     * @param item the item
     * @return 1, or its cost
     */
    public long cost(T item) {
        return cost == null ? 1 : cost.weigh(item);
    }
}
