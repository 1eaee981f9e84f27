package dev.weir.internal.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run that can be found while it goes on. Each is a member of one of some lists, so that runs which begin or end at the same
 * time do not wait for each other; it is linked into it by fields of its own, so that nothing is made for that.
 */
abstract class Listed {
    private static final int LISTS = 32; // a power of two
    private static final Head[] ALL = new Head[LISTS];

    static {
        for (int i = 0; i < LISTS; i++) {
            ALL[i] = new Head();
        }
    }

    private @Nullable Head list; // null: it is in none; written by whoever begins it, and read when it is over
    private @Nullable Listed before; // guarded by the list, as is the next one
    private @Nullable Listed after;

    /** A list. */
    private static final class Head {
        private @Nullable Listed first; // guarded by this

        synchronized void add(Listed one) {
            one.after = first;
            if (first != null) {
                first.before = one;
            }
            first = one;
        }

        synchronized void remove(Listed one) {
            if (one.before == null) {
                first = one.after;
            } else {
                one.before.after = one.after;
            }
            if (one.after != null) {
                one.after.before = one.before;
            }
            one.before = null; // whoever keeps it keeps no other
            one.after = null;
        }

        synchronized void addTo(List<Listed> all) {
            for (Listed each = first; each != null; each = each.after) {
                all.add(each);
            }
        }
    }

    /** From now on it is found. Before it begins, once. */
    final void list() {
        Head chosen = ALL[(int) Thread.currentThread().threadId() & LISTS - 1];
        list = chosen;
        chosen.add(this);
    }

    /** It is not found any more, if it was. It is over, and so has begun. */
    final void unlist() {
        if (list != null) {
            list.remove(this);
        }
    }

    /** All that are found. */
    static List<Listed> all() {
        List<Listed> all = new ArrayList<>();
        for (Head each : ALL) {
            each.addTo(all);
        }
        return all;
    }
}
