package dev.weir.admission;

import org.jspecify.annotations.Nullable;

/** Those who wait on one route and matter the same, in the order in which they came. Guarded by their admission. */
final class Line {
    @Nullable
    Waiting oldest;

    @Nullable
    Waiting newest;

    void add(Waiting waiting) {
        waiting.older = newest;
        if (newest == null) {
            oldest = waiting;
        } else {
            newest.newer = waiting;
        }
        newest = waiting;
    }

    void remove(Waiting waiting) {
        Waiting older = waiting.older;
        Waiting newer = waiting.newer;
        if (older == null) {
            oldest = newer;
        } else {
            older.newer = newer;
        }
        if (newer == null) {
            newest = older;
        } else {
            newer.older = older;
        }
        waiting.older = null;
        waiting.newer = null;
    }
}
