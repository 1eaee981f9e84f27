package dev.weir.http;

import dev.weir.http.internal.Chars;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;

/**
 * The header fields of a message: immutable, in their order, duplicates kept. Names are compared without regard to case
 * and keep the case they were given.
 *
 * <p>What is in here can be written to a wire as it is: a name is a token, and a value holds no control character but
 * tabs, nothing above 255, and no blank at either end. So no value can end its line and begin another one.
 */
public final class Headers implements Iterable<Entry<String, String>> {
    private static final Headers NONE = new Headers(new String[0]);

    private final String[] fields; // a name, its value, a name, its value

    private Headers(String[] fields) {
        this.fields = fields;
    }

    /**
     * No fields.
     *
     * @return empty headers
     */
    public static Headers none() {
        return NONE;
    }

    /**
     * One field.
     *
     * @param name a token
     * @param value the value
     * @return headers with this field
     * @throws IllegalArgumentException if name or value has a character that may not be there
     */
    public static Headers of(String name, String value) {
        return builder().add(name, value).build();
    }

    /**
     * Collects fields.
     *
     * @return an empty builder, for one thread
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The first value of a name.
     *
     * @param name compared without regard to case
     * @return its value, if there is one
     */
    public Optional<String> first(String name) {
        int first = indexOf(name, 0);
        return first < 0 ? Optional.empty() : Optional.of(fields[first + 1]);
    }

    /**
     * All values of a name, in their order.
     *
     * @param name compared without regard to case
     * @return unmodifiable; empty if there is none
     */
    public List<String> all(String name) {
        int first = indexOf(name, 0);
        if (first < 0) {
            return List.of();
        }
        int second = indexOf(name, first + 2);
        if (second < 0) {
            return List.of(fields[first + 1]);
        }
        List<String> values = new ArrayList<>(List.of(fields[first + 1]));
        for (int i = second; i >= 0; i = indexOf(name, i + 2)) {
            values.add(fields[i + 1]);
        }
        return List.copyOf(values);
    }

    /** These names and values, in turns, which are known to be good. Not copied. */
    static Headers checked(String... fields) {
        return new Headers(fields);
    }

    private int indexOf(String name, int from) {
        for (int i = from; i < fields.length; i += 2) {
            if (fields[i].equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Whether there is a field of this name.
     *
     * @param name compared without regard to case
     * @return whether there is
     */
    public boolean has(String name) {
        return indexOf(name, 0) >= 0;
    }

    /**
     * Whether the values of a name, read as lists with commas, hold a token: {@code listed("Connection", "close")}.
     *
     * @param name compared without regard to case
     * @param token compared without regard to case
     * @return whether one of the list's elements is the token
     */
    public boolean listed(String name, String token) {
        for (int i = 0; i < fields.length; i += 2) {
            if (fields[i].equalsIgnoreCase(name)) {
                for (String element : fields[i + 1].split(",", -1)) {
                    if (element.strip().equalsIgnoreCase(token)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /**
     * How many fields there are.
     *
     * @return their number
     */
    public int size() {
        return fields.length / 2;
    }

    /**
     * These fields, with one value for a name: it replaces those the name had, at the end.
     *
     * @param name a token
     * @param value the value
     * @return other headers
     * @throws IllegalArgumentException if name or value has a character that may not be there
     */
    public Headers with(String name, String value) {
        return without(name).adding(name, value);
    }

    /**
     * These fields and one more, whether or not its name is there.
     *
     * @param name a token
     * @param value the value
     * @return other headers
     * @throws IllegalArgumentException if name or value has a character that may not be there
     */
    public Headers adding(String name, String value) {
        Builder.check(name, value);
        String[] others = Arrays.copyOf(fields, fields.length + 2);
        others[fields.length] = name;
        others[fields.length + 1] = value;
        return new Headers(others);
    }

    /**
     * These fields without those of some names.
     *
     * @param names compared without regard to case
     * @return other headers, or these if none of the names is in them
     */
    public Headers without(String... names) {
        int kept = 0;
        for (int i = 0; i < fields.length; i += 2) {
            kept += among(fields[i], names) ? 0 : 2;
        }
        if (kept == fields.length) {
            return this;
        }
        String[] others = new String[kept];
        for (int from = 0, to = 0; from < fields.length; from += 2) {
            if (!among(fields[from], names)) {
                others[to++] = fields[from];
                others[to++] = fields[from + 1];
            }
        }
        return new Headers(others);
    }

    private static boolean among(String name, String... names) {
        for (String other : names) {
            if (name.equalsIgnoreCase(other)) {
                return true;
            }
        }
        return false;
    }

    /** The fields, in their order, as unmodifiable entries of name and value. */
    @Override
    public Iterator<Entry<String, String>> iterator() {
        List<Entry<String, String>> entries = new ArrayList<>(size());
        for (int i = 0; i < fields.length; i += 2) {
            entries.add(Map.entry(fields[i], fields[i + 1]));
        }
        return entries.iterator();
    }

    String nameAt(int index) {
        return fields[2 * index];
    }

    String valueAt(int index) {
        return fields[2 * index + 1];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Headers that && Arrays.equals(fields, that.fields);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(fields);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < size(); i++) {
            text.append(nameAt(i)).append(": ").append(valueAt(i)).append('\n');
        }
        return text.toString();
    }

    /** Collects fields in their order. For one thread. */
    public static final class Builder {
        private static final int FEW = 16; // names and values

        private String[] fields = new String[FEW];
        private int taken;

        private Builder() {}

        private static void check(String name, String value) {
            if (!Chars.token(name)) {
                throw new IllegalArgumentException("a header's name must be a token but was '" + Chars.shown(name)
                        + "'; use letters, digits and hyphens");
            }
            if (!Chars.fieldValue(value)) {
                throw new IllegalArgumentException("the value of header " + name + " must have no control characters,"
                        + " none above 255 and no blanks at its ends but was '" + Chars.shown(value)
                        + "'; strip it, or encode it");
            }
        }

        private void makeRoom(int more) {
            if (taken + more > fields.length) {
                fields = Arrays.copyOf(fields, Math.max(2 * fields.length, taken + more));
            }
        }

        /**
         * Adds a field, whether or not its name is there.
         *
         * @param name a token
         * @param value the value
         * @return this builder
         * @throws IllegalArgumentException if name or value has a character that may not be there
         */
        public Builder add(String name, String value) {
            check(name, value);
            makeRoom(2);
            fields[taken++] = name;
            fields[taken++] = value;
            return this;
        }

        /**
         * Adds all fields of other headers.
         *
         * @param other where they come from
         * @return this builder
         */
        public Builder addAll(Headers other) {
            makeRoom(other.fields.length);
            System.arraycopy(other.fields, 0, fields, taken, other.fields.length);
            taken += other.fields.length;
            return this;
        }

        /**
         * How many fields there are so far.
         *
         * @return their number
         */
        public int size() {
            return taken / 2;
        }

        /**
         * What was collected.
         *
         * @return the headers; the builder may go on
         */
        public Headers build() {
            return taken == 0 ? NONE : new Headers(Arrays.copyOf(fields, taken));
        }
    }
}
