package dev.weir.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Random choices that are recorded: who makes a case of them can have the same case again, and a smaller one by choosing
 * less. 0 is the simplest choice of each, so put what is simplest first. One thread at a time may draw, and what it draws must
 * depend on nothing but what was drawn before.
 *
 * @see Trials
 */
public final class Choices {
    private static final int MOST = 100_000;

    private final @Nullable Random random;
    private final List<Integer> given;
    private final List<Integer> drawn = new ArrayList<>();
    private final Map<String, String> notes = new LinkedHashMap<>();

    private Choices(@Nullable Random random, List<Integer> given) {
        this.random = random;
        this.given = given;
    }

    /**
     * New choices.
     *
     * @param seed what they are drawn from: the same seed, the same choices
     * @return choices of which none was drawn yet
     */
    public static Choices seeded(long seed) {
        return new Choices(new Random(seed), List.of());
    }

    /**
     * Choices that were drawn before; what is drawn beyond them is 0, and what is too large now is the largest.
     *
     * @param drawn numbers with commas in between, as {@link #toString} tells them
     * @return the same choices
     * @throws NumberFormatException if it is not that
     */
    public static Choices replay(String drawn) {
        return replay(
                drawn.isBlank()
                        ? List.of()
                        : Arrays.stream(drawn.split(",", -1))
                                .map(number -> Integer.parseInt(number.strip()))
                                .toList());
    }

    static Choices replay(List<Integer> drawn) {
        return new Choices(null, List.copyOf(drawn));
    }

    /**
     * Draws a number.
     *
     * @param n how many there are, at least 1
     * @return at least 0 and less than n
     * @throws IllegalStateException if very many were drawn: then a loop waits for a choice that does not come
     */
    public int below(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("there must be >= 1 things to choose from but there were " + n);
        }
        if (drawn.size() == MOST) {
            throw new IllegalStateException("a case must draw at most " + MOST
                    + " choices but drew more; end each loop also if all that it draws is 0");
        }
        int at = drawn.size();
        int chosen = random != null ? random.nextInt(n) : at < given.size() ? Math.clamp(given.get(at), 0, n - 1) : 0;
        drawn.add(chosen);
        return chosen;
    }

    /**
     * Draws a number.
     *
     * @param least the least and simplest one
     * @param most the largest one
     * @return one of them
     */
    public int between(int least, int most) {
        return least + below(most - least + 1);
    }

    /**
     * Draws whether something happens; that it does not is simpler.
     *
     * @param n of how many times it happens once
     * @return whether it does
     */
    public boolean oneIn(int n) {
        return below(n) == n - 1;
    }

    /**
     * Draws one of several.
     *
     * @param all at least one, the simplest first
     * @param <T> what they are
     * @return one of them
     */
    public <T> T of(List<T> all) {
        return all.get(below(all.size()));
    }

    /**
     * Says something about the case that was made, which a failure tells.
     *
     * @param what what it is, such as "plan"; said again, it takes the place of what was said before
     * @param value its text is taken now
     */
    public void note(String what, Object value) {
        notes.put(what, value.toString());
    }

    List<Integer> drawn() {
        return List.copyOf(drawn);
    }

    String notes() {
        return notes.entrySet().stream()
                .map(note -> note.getKey() + ": " + note.getValue())
                .collect(Collectors.joining("\n"));
    }

    /** What was drawn so far, for {@link #replay}. */
    @Override
    public String toString() {
        return drawn.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
