package dev.weir.admission;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Those about whom something was decided while the lock of their admission was held, and who are told when it is free again:
 * what they do then may come back to it. Guarded by the admission, but for {@link #tell}.
 */
final class Told {
    private @Nullable Waiting first;

    void add(Waiting waiting, Decision decision) {
        waiting.decision = decision;
        waiting.toTell = first;
        first = waiting;
    }

    /** All of them, to be told; null: nobody. */
    @Nullable
    Waiting take() {
        Waiting all = first;
        first = null;
        return all;
    }

    /** One that fails keeps none of the others from being told; what it was given goes back. Without the lock. */
    static void tell(@Nullable Waiting all) {
        Throwable failure = null;
        for (Waiting each = all; each != null; each = each.toTell) {
            Decision decision = Objects.requireNonNull(each.decision);
            try {
                each.told.accept(decision);
            } catch (RuntimeException | Error e) {
                if (decision instanceof Permit permit) {
                    permit.withdraw();
                }
                failure = e;
            }
        }
        switch (failure) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> {}
        }
    }
}
