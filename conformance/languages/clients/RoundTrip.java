import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.openapitools.client.ApiClient;
import org.openapitools.client.model.ErrorBody;
import org.openapitools.client.model.JsonRequest;
import org.openapitools.client.model.RecognitionResponse;

/** Reads every case and writes it back, a line each: `java RoundTrip CASES`. */
public final class RoundTrip {
    private static final Map<String, Class<?>> TYPES = Map.of(
        "error", ErrorBody.class, "request", JsonRequest.class, "response", RecognitionResponse.class);

    public static void main(String[] args) throws Exception {
        ObjectMapper mapper = ApiClient.createDefaultObjectMapper();
        StringBuilder out = new StringBuilder();
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            JsonNode it = mapper.readTree(line);
            try {
                Object read = mapper.readValue(it.get("text").asText(), TYPES.get(it.get("root").asText()));
                out.append(mapper.writeValueAsString(read)).append('\n');
            } catch (Exception refused) {
                out.append("refused ").append(refused.getClass().getSimpleName()).append('\n');
            }
        }
        System.out.print(out);
    }
}
