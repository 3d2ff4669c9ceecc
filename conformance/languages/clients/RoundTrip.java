import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.openapitools.client.ApiClient;
import org.openapitools.client.model.ErrorBody;
import org.openapitools.client.model.JsonRequest;
import org.openapitools.client.model.RecognitionResponse;

/**
 * Reads every case, a line each: `java RoundTrip CASES` writes it back, `java RoundTrip CASES shown` says what
 * `toString` shows of it, or the exception with its causes.
 */
public final class RoundTrip {
    private static final Map<String, Class<?>> TYPES = Map.of(
        "error", ErrorBody.class, "request", JsonRequest.class, "response", RecognitionResponse.class);

    public static void main(String[] args) throws Exception {
        ObjectMapper mapper = ApiClient.createDefaultObjectMapper();
        boolean shown = args.length > 1;
        StringBuilder out = new StringBuilder();
        for (String text : Files.readAllLines(Path.of(args[0]))) {
            JsonNode it = mapper.readTree(text);
            try {
                Object read = mapper.readValue(it.get("text").asText(), TYPES.get(it.get("root").asText()));
                Object line = shown ? List.of("read", read.toString()) : read;
                out.append(mapper.writeValueAsString(line)).append('\n');
            } catch (Exception refused) {
                if (refused instanceof JsonMappingException at && at.getPathReference().contains("mark")) {
                    throw new AssertionError("the path of the fault shows a value");
                }
                StringWriter said = new StringWriter();
                refused.printStackTrace(new PrintWriter(said));
                out.append(shown ? mapper.writeValueAsString(List.of("refused", said.toString()))
                    : "refused " + refused.getClass().getSimpleName()).append('\n');
            }
        }
        System.out.print(out);
    }
}
