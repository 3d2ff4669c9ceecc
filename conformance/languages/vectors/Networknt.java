import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import wiremock.com.fasterxml.jackson.databind.JsonNode;
import wiremock.com.fasterxml.jackson.databind.ObjectMapper;
import wiremock.com.networknt.schema.JsonSchema;
import wiremock.com.networknt.schema.JsonSchemaFactory;
import wiremock.com.networknt.schema.SpecVersion;

/** networknt: `java Networknt SCHEMAS CASES`, a verdict a line. */
public final class Networknt {
    public static void main(String[] args) throws Exception {
        SpecVersion.VersionFlag draft =
            args[0].contains("draft-07") ? SpecVersion.VersionFlag.V7 : SpecVersion.VersionFlag.V202012;
        JsonSchemaFactory factory = JsonSchemaFactory.getInstance(draft);
        ObjectMapper mapper = new ObjectMapper();
        Map<String, JsonSchema> schemas = new HashMap<>();
        StringBuilder out = new StringBuilder();
        for (String line : Files.readAllLines(Path.of(args[1]))) {
            JsonNode it = mapper.readTree(line);
            String root = it.get("root").asText();
            if (!schemas.containsKey(root)) {
                String text = Files.readString(Path.of(args[0], root + ".json"));
                schemas.put(root, factory.getSchema(text));
            }
            JsonNode document = mapper.readTree(it.get("text").asText());
            out.append(schemas.get(root).validate(document).isEmpty() ? "valid\n" : "invalid\n");
        }
        System.out.print(out);
    }
}
