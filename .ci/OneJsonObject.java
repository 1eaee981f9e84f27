import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Checks that a file holds one JSON object and nothing else: {@code java -cp <jackson> OneJsonObject.java file}. */
final class OneJsonObject {
    private OneJsonObject() {}

    static void main(String[] args) throws Exception {
        var text = Files.readString(Path.of(args[0]));
        var mapper = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        var json = mapper.readTree(text);
        if (!json.isObject() || json.isEmpty()) {
            throw new IllegalStateException("the output must be one JSON object but was: " + text);
        }
        System.out.println("ci: the demo printed one JSON object with " + json.size() + " members");
    }
}
