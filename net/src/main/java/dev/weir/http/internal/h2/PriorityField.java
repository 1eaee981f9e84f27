package dev.weir.http.internal.h2;

import dev.weir.net.mux.Priority;
import java.util.Optional;

/** Reads the header field Priority (RFC 9218): {@code u=1, i}. What it does not know it skips, as it must. */
public final class PriorityField {
    /** How streams are treated of which nothing is said: they share, so that none waits for the end of another. */
    public static final Priority UNSAID = Priority.sharing(3, 16);

    private PriorityField() {}

    /** The priority that is said, or that of streams of which nothing is said. */
    public static Priority of(Optional<String> field) {
        return field.map(PriorityField::parse).orElse(UNSAID);
    }

    /** The priority that a field's value says. */
    public static Priority parse(String value) {
        int urgency = 3;
        boolean incremental = false;
        for (String member : value.split(",", -1)) {
            String text = member.strip();
            if (text.length() == 3 && text.startsWith("u=") && text.charAt(2) >= '0' && text.charAt(2) <= '7') {
                urgency = text.charAt(2) - '0';
            } else if (text.equals("i") || text.equals("i=?1")) {
                incremental = true;
            } else if (text.equals("i=?0")) {
                incremental = false;
            }
        }
        return new Priority(urgency, incremental, 16);
    }
}
