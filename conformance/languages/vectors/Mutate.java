import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import wiremock.com.fasterxml.jackson.databind.JsonNode;
import wiremock.com.fasterxml.jackson.databind.ObjectMapper;
import wiremock.com.networknt.schema.JsonSchema;
import wiremock.com.networknt.schema.JsonSchemaFactory;
import wiremock.com.networknt.schema.SpecVersion;

/** networknt over broken schemas, each Nth: `java Mutate SCHEMAS CASES MUTANTS N`. */
public final class Mutate {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    public static void main(String[] args) throws Exception {
        List<JsonNode> documents = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(args[1]))) {
            documents.add(MAPPER.readTree(MAPPER.readTree(line).get("text").asText()));
        }
        Map<String, JsonSchema> whole = new HashMap<>();
        List<String> lines = Files.readAllLines(Path.of(args[2]));
        int step = Integer.parseInt(args[3]);
        int count = 0;
        int missed = 0;
        for (int number = 0; number < lines.size(); number += step) {
            JsonNode mutant = MAPPER.readTree(lines.get(number));
            String draft = mutant.get("draft").asText();
            String name = draft + "/" + mutant.get("root").asText();
            if (!whole.containsKey(name)) {
                JsonNode schema = MAPPER.readTree(Files.readString(Path.of(args[0], name + ".json")));
                whole.put(name, compiled(draft, schema));
            }
            JsonSchema broken = compiled(draft, mutant.get("schema"));
            boolean found = false;
            for (JsonNode index : mutant.get("cases")) {
                JsonNode document = documents.get(index.asInt());
                boolean before = whole.get(name).validate(document).isEmpty();
                if (broken.validate(document).isEmpty() != before) {
                    found = true;
                    break;
                }
            }
            if (!found) {
                missed += 1;
                System.out.println("FAILED no case finds " + name + mutant.get("what").asText());
            }
            count += 1;
        }
        System.out.printf("networknt: %d of %d mutants are found, one of %d tried%n", count - missed, count, step);
        System.exit(missed > 0 || count == 0 ? 1 : 0);
    }

    private static JsonSchema compiled(String draft, JsonNode schema) {
        boolean old = draft.equals("draft-07");
        return JsonSchemaFactory.getInstance(old ? SpecVersion.VersionFlag.V7 : SpecVersion.VersionFlag.V202012)
            .getSchema(schema);
    }
}
