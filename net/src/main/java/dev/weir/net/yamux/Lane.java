package dev.weir.net.yamux;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What is said before any data: answers, then what streams have to say of themselves, then that the session is over. A
 * stream is in here once at most, whatever it has to say; answers have a limit: a peer that asks and does not read is at
 * fault.
 */
final class Lane {
    private static final int MOST_ANSWERS = 1_024;

    private final Queue<Head> answers = new ArrayDeque<>();
    private final Queue<MuxStream> speaking = new ArrayDeque<>();
    private @Nullable Head last;

    void answer(Head head) throws MuxException {
        if (answers.size() >= MOST_ANSWERS) {
            throw new MuxException("a peer must read what it is answered but " + MOST_ANSWERS + " answers wait for it");
        }
        answers.add(head);
    }

    /** What this side asks of its own accord; it asks one thing at a time. */
    void ask(Head head) {
        answers.add(head);
    }

    void speak(MuxStream stream) {
        if (!stream.inLane) {
            stream.inLane = true;
            speaking.add(stream);
        }
    }

    void sayLast(Head head) {
        last = head;
    }

    /** The next one; null if there is none. */
    @Nullable
    Head next() {
        Head next = answers.poll();
        while (next == null && !speaking.isEmpty()) {
            next = speaking.remove().word();
        }
        if (next == null) {
            next = last;
            last = null;
        }
        return next;
    }

    boolean isEmpty() {
        return answers.isEmpty() && speaking.isEmpty() && last == null;
    }

    /** Nothing but the last word is left to say. */
    void silence() {
        answers.clear();
        speaking.clear();
    }
}
