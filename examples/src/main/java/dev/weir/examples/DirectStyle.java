package dev.weir.examples;

import dev.weir.Items;
import dev.weir.Source;
import java.util.Iterator;
import java.util.function.Consumer;

/** Direct style: a generator that is suspended when there is no room, a loop that holds back. */
public final class DirectStyle {
    private DirectStyle() {}

    /**
     * Declares a generator.
     *
     * @param orders where it gets its items; may block
     * @return a source of them
     */
    public static Source<String> generate(Iterable<String> orders) {
        // region generate
        return Source.generate(out -> {
            Iterator<String> each = orders.iterator();
            while (each.hasNext()) {
                out.emit(each.next()); // suspended while there is no room
            }
        });
        // endregion
    }

    /**
     * Takes items in a loop.
     *
     * @param orders the source
     * @param handle what is done with each; while it is done, nothing more is asked for than the links may hold
     */
    public static void loop(Source<String> orders, Consumer<String> handle) {
        // region loop
        try (Items<String> items = orders.open()) {
            for (String order : items) {
                handle.accept(order);
            }
        }
        // endregion
    }
}
