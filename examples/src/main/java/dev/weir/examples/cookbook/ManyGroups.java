package dev.weir.examples.cookbook;

import dev.weir.Source;

/** Groups of which there may be more than are worked on at a time. */
public final class ManyGroups {
    private ManyGroups() {}

    /**
     * Words by their first letter.
     *
     * @param words the words, none empty
     * @param groups how many at a time; there may be more letters than that
     * @return a source of each group's letter, whenever it begins, and its words
     */
    public static Source<String> solve(Source<String> words, int groups) {
        // region solve
        return words.groupBy(
                groups, word -> word.charAt(0), (letter, same) -> Source.concat(Source.of(letter.toString()), same));
        // endregion
    }
}
