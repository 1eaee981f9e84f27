package dev.weir.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One object in the JSON of a plan. Its fields are asked for by name; in the end there must be none that was not. */
final class Part {
    private final JsonText text;
    private final String what;
    private final Json json;
    private final Map<String, Json> fields;
    private final Set<String> asked = new HashSet<>();

    Part(JsonText text, Json json, String what) {
        this.text = text;
        this.what = what;
        this.json = json;
        if (!(json instanceof Json.Fields(int _, Map<String, Json> values))) {
            throw text.wrong(
                    what + " must be an object but is " + json.what() + "; give what Plan.toJson has written",
                    json.at());
        }
        this.fields = values;
    }

    /** What is wrong with the part as a whole. */
    IllegalArgumentException wrong(String message) {
        return text.wrong(message, json.at());
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    String text(String name) {
        Json value = get(name);
        if (value instanceof Json.Text(int _, String string)) {
            return string;
        }
        throw wrong(name, "a string", value);
    }

    boolean flag(String name) {
        Json value = get(name);
        if (value instanceof Json.Flag(int _, boolean flag)) {
            return flag;
        }
        throw wrong(name, "true or false", value);
    }

    List<Json> array(String name) {
        Json value = get(name);
        if (value instanceof Json.Array(int _, List<Json> values)) {
            return values;
        }
        throw wrong(name, "an array", value);
    }

    int whole(String name, int least, int most) {
        return (int) whole(name, least, (long) most);
    }

    long whole(String name, long least, long most) {
        return whole(name, get(name), least, most);
    }

    List<Integer> wholes(String name, int least, int most) {
        return array(name).stream()
                .map(value -> (int) whole("an element of " + name, value, least, most))
                .toList();
    }

    private long whole(String name, Json value, long least, long most) {
        if (value instanceof Json.Whole(int _, long number) && number >= least && number <= most) {
            return number;
        }
        throw wrong(name, range(least, most), value);
    }

    private static String range(long least, long most) {
        if (least > most) {
            return "left out, as there is nothing it could name,";
        }
        return least == most ? String.valueOf(least) : "a whole number from " + least + " to " + most;
    }

    private Json get(String name) {
        asked.add(name);
        Json value = fields.get(name);
        if (value == null) {
            throw wrong(what + " must have the field '" + name + "' but has " + fields.keySet() + "; add it");
        }
        return value;
    }

    private IllegalArgumentException wrong(String name, String wanted, Json value) {
        return text.wrong(
                "'" + name + "' of " + what + " must be " + wanted + " but is " + value.what()
                        + "; give what Plan.toJson has written",
                value.at());
    }

    /** All its fields were asked for. */
    void nothingElse() {
        for (var field : fields.entrySet()) {
            if (!asked.contains(field.getKey())) {
                throw text.wrong(
                        what + " must have no other fields than " + asked + " but has '" + field.getKey()
                                + "'; leave it out",
                        field.getValue().at());
            }
        }
    }
}
