package dev.weir.examples.cookbook;

import dev.weir.Source;
import java.util.stream.Gatherers;

/** Counts words, with a bound on how many counters there are at a time. */
public final class ReduceByKey {
    private ReduceByKey() {}

    /**
     * How often a word came.
     *
     * @param word the word
     * @param times how often, since the last count of it
     */
    public record Count(String word, long times) {
        Count oneMore() {
            return new Count(word, times + 1);
        }
    }

    /**
     * Counts them. Should there be more words than counters, the count that was touched least lately is given early, and
     * begins anew: the sum over all counts of a word is always right.
     *
     * @param words the words
     * @param counters how many at a time, at least 1
     * @return a source of counts
     */
    public static Source<Count> solve(Source<String> words, int counters) {
        // region solve
        return words.groupBy(
                counters,
                word -> word,
                (word, same) -> same.gather(Gatherers.fold(() -> new Count(word, 0), (count, _) -> count.oneMore())));
        // endregion
    }
}
