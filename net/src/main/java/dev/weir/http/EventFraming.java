package dev.weir.http;

import dev.weir.Framing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads events block by block: all up to an empty line. A line ends with LF, CR or both. A CR that is the last byte here
 * counts as an end; should its LF come later, it is an empty line before the next block, which says nothing.
 */
final class EventFraming implements Framing<Event> {
    private final int longest;
    private boolean begun;
    private Optional<String> id = Optional.empty();
    private Optional<Duration> retry = Optional.empty();

    EventFraming(int longest) {
        this.longest = longest;
    }

    @Override
    public int longest() {
        return longest;
    }

    @Override
    public @Nullable Event next(ByteBuffer in) {
        while (true) {
            int end = endOfBlock(in);
            if (end < 0) {
                return null;
            }
            byte[] block = new byte[end - in.position()];
            in.get(block);
            Event event = read(new String(block, StandardCharsets.UTF_8));
            if (event != null) {
                return event;
            }
        }
    }

    /** Where the next block begins, if this one is here to its end. */
    private static int endOfBlock(ByteBuffer in) {
        boolean empty = true;
        for (int i = in.position(); i < in.limit(); i++) {
            byte b = in.get(i);
            boolean ends = b == '\n' || b == '\r';
            if (ends && b == '\r' && i + 1 < in.limit() && in.get(i + 1) == '\n') {
                i++;
            }
            if (ends && empty) {
                return i + 1;
            }
            empty = ends;
        }
        return -1;
    }

    private @Nullable Event read(String block) {
        String text = !begun && block.startsWith("\uFEFF") ? block.substring(1) : block;
        begun = true;
        StringBuilder data = null;
        String type = "";
        for (String line : text.split("\r\n|\r|\n", -1)) {
            int colon = line.indexOf(':');
            String name = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + (line.startsWith(" ", colon + 1) ? 2 : 1));
            switch (name) {
                case "data" -> data = (data == null ? new StringBuilder() : data.append('\n')).append(value);
                case "event" -> type = value;
                case "id" -> id = value.indexOf(0) < 0 ? Optional.of(value) : id;
                case "retry" -> retry = milliseconds(value).or(() -> retry);
                default -> {} // a comment, or nothing that is known
            }
        }
        if (data == null) {
            return null;
        }
        Optional<Duration> wait = retry;
        retry = Optional.empty();
        return new Event(data.toString(), Optional.of(type).filter(t -> !t.isEmpty()), id, wait);
    }

    private static Optional<Duration> milliseconds(String value) {
        boolean number =
                !value.isEmpty() && value.length() < 16 && value.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Optional.of(Duration.ofMillis(Long.parseLong(value))) : Optional.empty();
    }

    @Override
    public @Nullable Event last(ByteBuffer rest) {
        return null; // an event without its empty line is none
    }
}
