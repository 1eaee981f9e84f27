package dev.weir.internal.declare;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Gives each stage of a plan a name of its own: the one it was given, with a number if others have it too, or its kind and id. */
public final class Names {
    private static final int KEPT = 16; // of each kind, and there are some hundred

    /** Those of the first stages, by kind: most plans are small, and made of the same. */
    private static final Map<String, @Nullable String[]> OF_KIND = new ConcurrentHashMap<>();

    private final @Nullable Set<String>
            used; // null: none is given, and those that are not given differ from each other

    /** For one plan, in which names were given or not. */
    Names(boolean given) {
        used = given ? new HashSet<>() : null;
    }

    /** That of the stage with this id; those before it have theirs. */
    String of(Spec stage, int id) {
        String given = stage.name();
        String name = given == null ? of(stage.operator().kind(), id) : given;
        if (used == null) {
            return name;
        }
        int copy = 2;
        String unique = name;
        while (!used.add(unique)) {
            unique = name + "-" + copy++;
        }
        return unique;
    }

    /** The name of a stage that none was given. */
    public static String of(String kind, int id) {
        if (id >= KEPT) {
            return kind + "-" + id;
        }
        @Nullable String[] known = OF_KIND.get(kind);
        if (known == null) {
            known = OF_KIND.computeIfAbsent(kind, _ -> new @Nullable String[KEPT]);
        }
        String name = known[id];
        if (name == null) {
            name = kind + "-" + id;
            known[id] = name; // several may do so: a string may be handed on like this
        }
        return name;
    }
}
