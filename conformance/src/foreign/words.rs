//! Lists the keys that are shown of a document around payloads. Any other key may be data.

/// What logs, exports and envelopes of APIs call their members; in any letters.
const WORDS: [&str; 107] = [
    "answer",
    "args",
    "arguments",
    "attributes",
    "attachment",
    "attachments",
    "base64",
    "body",
    "bodybase64",
    "bodyfilename",
    "bodytext",
    "capture",
    "captures",
    "content",
    "contents",
    "context",
    "data",
    "detail",
    "details",
    "doc",
    "docs",
    "document",
    "documents",
    "entries",
    "entry",
    "error",
    "event",
    "events",
    "extra",
    "fields",
    "hits",
    "http",
    "idcard",
    "input",
    "interactions",
    "item",
    "items",
    "json",
    "jsonbody",
    "jsonpayload",
    "kwargs",
    "line",
    "lines",
    "list",
    "log",
    "logevents",
    "logs",
    "mappings",
    "message",
    "messages",
    "meta",
    "metadata",
    "msg",
    "naver",
    "ocr",
    "ocrresponse",
    "ocrresult",
    "output",
    "params",
    "parameters",
    "payload",
    "payloads",
    "props",
    "raw",
    "rawbody",
    "rawresponse",
    "record",
    "records",
    "req",
    "request",
    "requestbody",
    "requests",
    "res",
    "resource",
    "resources",
    "resp",
    "response",
    "responsebody",
    "responses",
    "result",
    "results",
    "return",
    "row",
    "rows",
    "source",
    "stream",
    "streams",
    "string",
    "text",
    "value",
    "values",
    "textpayload",
    "httpinteractions",
    "kinesis",
    "properties",
    "requestpayload",
    "responsepayload",
    "apiresponse",
    "object",
    "node",
    "nodes",
    "edges",
    "example",
    "examples",
    "equaltojson",
    "bodypatterns",
    "postdata",
];

/// Whether a key tells nothing about anybody.
pub(super) fn is_word(key: &str) -> bool {
    let letters = key.trim_start_matches(['_', '@']).chars();
    let letters: String = letters
        .filter(|letter| !matches!(letter, '_' | '-' | '.'))
        .flat_map(char::to_lowercase)
        .collect();
    key.is_ascii() && WORDS.contains(&letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_members_are_words_and_data_is_none() {
        for key in [
            "_source",
            "responseBody",
            "response_body",
            "jsonPayload",
            "Body",
            "@message",
        ] {
            assert!(is_word(key), "{key}");
        }
        for key in [
            "hong",
            "hongGildong",
            "991300",
            "홍길동",
            "",
            "body1",
            "ｂody",
        ] {
            assert!(!is_word(key), "{key}");
        }
    }
}
