package dev.weir.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON by recursive descent: all of its grammar but null and fractions, which no plan has. */
final class JsonReader {
    /** A plan is five deep. */
    private static final int DEEPEST = 16;

    private final JsonText text;
    private int depth;

    private JsonReader(JsonText text) {
        this.text = text;
    }

    /** The one value that the text is. */
    static Json read(JsonText text) {
        Json value = new JsonReader(text).value();
        text.blanks();
        if (!text.atEnd()) {
            throw text.wrong("the text must end after its value");
        }
        return value;
    }

    private Json value() {
        text.blanks();
        int at = text.at();
        return switch (text.peek()) {
            case '{' -> new Json.Fields(at, fields());
            case '[' -> new Json.Array(at, array());
            case '"' -> new Json.Text(at, text.string());
            case 't' -> flag(at, true);
            case 'f' -> flag(at, false);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> new Json.Whole(at, text.whole());
            default -> throw text.wrong("a string, a whole number, true, false, an array or an object must stand here");
        };
    }

    private Json flag(int at, boolean value) {
        text.expect(String.valueOf(value));
        return new Json.Flag(at, value);
    }

    private Map<String, Json> fields() {
        Map<String, Json> fields = new LinkedHashMap<>();
        enter();
        while (another('}', fields.isEmpty())) {
            text.blanks();
            int at = text.at();
            String name = text.string();
            text.blanks();
            text.expect(":");
            if (fields.putIfAbsent(name, value()) != null) {
                throw text.wrong("a field must be there once but '" + name + "' is there again; leave one out", at);
            }
        }
        depth--;
        return fields;
    }

    private List<Json> array() {
        List<Json> values = new ArrayList<>();
        enter();
        while (another(']', values.isEmpty())) {
            values.add(value());
        }
        depth--;
        return values;
    }

    private void enter() {
        if (++depth > DEEPEST) {
            throw text.wrong("arrays and objects must be nested <= " + DEEPEST + " deep");
        }
        text.skip();
    }

    /** Whether another element follows, which after the first needs a comma. */
    private boolean another(char close, boolean first) {
        text.blanks();
        if (text.peek() == close) {
            text.skip();
            return false;
        }
        if (!first) {
            text.expect(",");
        }
        return true;
    }
}
