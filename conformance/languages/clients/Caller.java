import java.util.List;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.RecognitionApi;
import org.openapitools.client.model.ErrorBody;
import org.openapitools.client.model.ImageFormat;
import org.openapitools.client.model.ImageResult;
import org.openapitools.client.model.JsonRequest;
import org.openapitools.client.model.RecognitionResponse;
import org.openapitools.client.model.RequestImage;
import org.openapitools.client.model.RequestVersion;

/** Calls the stand-in with what openapi-generator made: `java Caller URL SECRET`. */
public final class Caller {
    private static int faults;

    public static void main(String[] args) throws Exception {
        for (String fault : List.of("", "extra-members", "unknown-enum", "unknown-card", "repeated-keys")) {
            try {
                answered(fault, call(args, fault));
            } catch (ApiException refused) {
                wrong(fault, "the answer is lost: " + refused.getClass() + " " + refused.getCode());
            }
        }
        refused(args, "gateway=404", 404, "");
        refused(args, "error=0025", 400, "0025");
        refused(args, "html=502", 502, "");
        if (faults > 0) {
            System.exit(1);
        }
    }

    private static RecognitionResponse call(String[] args, String fault) throws ApiException {
        ApiClient client = new ApiClient();
        client.updateBaseUri(args[0]);
        // The generated client does not send the key of the security scheme by itself.
        client.setRequestInterceptor(request -> {
            request.header("X-OCR-SECRET", args[1]);
            request.header("x-mock-answer", "ic");
            if (!fault.isEmpty()) {
                request.header("x-mock-fault", fault);
            }
        });
        RequestImage image = new RequestImage().format(ImageFormat.PNG).name("front").data("iVBORw0KGgo=");
        JsonRequest request = new JsonRequest()
            .version(RequestVersion.V2).requestId("1").timestamp(0L).images(List.of(image));
        return new RecognitionApi(client).postIdCard(request);
    }

    private static void answered(String fault, RecognitionResponse answer) {
        ImageResult image = answer.getImages().get(0);
        String name = null;
        if (image.getIdCard() != null && image.getIdCard().getResult().getIc() != null) {
            name = image.getIdCard().getResult().getIc().getName().get(0).getText();
        }
        if (name == null && !fault.equals("unknown-card") && !fault.equals("repeated-keys")) {
            wrong(fault, "no name was read");
        }
        if (name != null && answer.toString().contains(name)) {
            wrong(fault, "toString shows a name");
        }
        System.out.println("Java: " + (fault.isEmpty() ? "plain" : fault) + ": read");
    }

    private static void refused(String[] args, String fault, int status, String code) throws Exception {
        try {
            call(args, fault);
            wrong(fault, "it was answered");
        } catch (ApiException refused) {
            String told = "";
            if (refused.getResponseBody() != null && refused.getResponseBody().startsWith("{")) {
                ErrorBody body = ApiClient.createDefaultObjectMapper()
                    .readValue(refused.getResponseBody(), ErrorBody.class);
                told = body.getCode() == null ? "" : body.getCode();
            }
            // As the page says: it is not to be logged.
            if (!refused.getMessage().contains(refused.getResponseBody())) {
                wrong(fault, "the message does not have the body any more");
            }
            if (refused.getCode() != status || !told.equals(code)) {
                wrong(fault, "status " + refused.getCode() + ", code " + told);
            }
            System.out.println("Java: " + fault + ": told apart by status " + status + " " + code);
        }
    }

    private static void wrong(String fault, String what) {
        faults += 1;
        System.out.println("Java: " + fault + ": WRONG: " + what);
    }
}
