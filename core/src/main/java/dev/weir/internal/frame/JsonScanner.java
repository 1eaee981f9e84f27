package dev.weir.internal.frame;

import java.io.IOException;
import java.util.BitSet;
import java.util.HexFormat;

/**
 * Sees where a JSON value ends, one byte at a time. It knows what stands in each other and what is in a string, no more:
 * whether the inside is as it should be is for who parses it. In UTF-8 no byte of another character looks like those that
 * count here.
 */
final class JsonScanner {
    /** Where a value stands after a byte. */
    enum Seen {
        /** It goes on. */
        MORE,
        /** The byte was its last. */
        LAST,
        /** It had ended before the byte, which is not read. */
        BEFORE
    }

    private enum State {
        NOTHING,
        WORD,
        STRUCTURE,
        STRING,
        ESCAPE
    }

    private final int deepest;
    private final BitSet arrays = new BitSet(); // at each depth, whether an array is open, or an object
    private State state = State.NOTHING;
    private int depth;

    JsonScanner(int deepest) {
        this.deepest = deepest;
    }

    /** Takes the next byte of a value; after the last one begins another value. */
    Seen see(byte next) throws IOException {
        return switch (state) {
            case NOTHING -> begin(next);
            case WORD -> isOfWord(next) ? Seen.MORE : ended(Seen.BEFORE);
            case STRUCTURE -> inStructure(next);
            case STRING -> inString(next);
            case ESCAPE -> {
                checkText(next);
                state = State.STRING;
                yield Seen.MORE;
            }
        };
    }

    /** Whether what was seen is the beginning of a number or a literal, which is whole if nothing more comes. */
    boolean inWord() {
        return state == State.WORD;
    }

    private Seen begin(byte next) throws IOException {
        if (isOfWord(next)) {
            state = State.WORD;
            return Seen.MORE;
        }
        if (next != '{' && next != '[' && next != '"') {
            throw new IOException("a JSON value must begin with one of { [ \" or a letter, digit or sign but one begins"
                    + " with byte " + hex(next));
        }
        state = State.STRUCTURE;
        return inStructure(next);
    }

    private Seen inStructure(byte next) throws IOException {
        switch (next) {
            case '"' -> state = State.STRING;
            case '{', '[' -> open(next == '[');
            case '}', ']' -> {
                if (arrays.get(--depth) != (next == ']')) {
                    throw new IOException("what is open in a JSON value must be closed by " + (next == ']' ? "}" : "]")
                            + " but was by " + (char) next);
                }
                return depth == 0 ? ended(Seen.LAST) : Seen.MORE;
            }
            default -> {} // what is between brackets and strings
        }
        return Seen.MORE;
    }

    private void open(boolean array) throws IOException {
        if (depth == deepest) {
            throw new IOException("a JSON value must be <= " + deepest
                    + " objects and arrays deep but one is deeper; raise the deepest");
        }
        arrays.set(depth++, array);
    }

    private Seen inString(byte next) throws IOException {
        checkText(next);
        if (next == '\\') {
            state = State.ESCAPE;
        } else if (next == '"') {
            state = State.STRUCTURE;
            return depth == 0 ? ended(Seen.LAST) : Seen.MORE;
        }
        return Seen.MORE;
    }

    private Seen ended(Seen how) {
        state = State.NOTHING;
        return how;
    }

    private static void checkText(byte next) throws IOException {
        if (next >= 0 && next < ' ') {
            throw new IOException(
                    "a JSON string must have its control characters escaped but one has byte " + hex(next));
        }
    }

    private static boolean isOfWord(byte next) {
        return (next >= '0' && next <= '9')
                || (next >= 'a' && next <= 'z')
                || (next >= 'A' && next <= 'Z')
                || next == '-'
                || next == '+'
                || next == '.';
    }

    private static String hex(byte next) {
        return "0x" + HexFormat.of().withUpperCase().toHexDigits(next);
    }
}
