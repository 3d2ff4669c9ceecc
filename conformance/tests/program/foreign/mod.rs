//! Documents that are none of this API: nothing in them is judged unasked, and what is printed judges what
//! it says.

use crate::canary::CANARY;
use crate::process::{code, given, idcard, stderr, stdout};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// An answer that is valid, with a planted text in it.
fn answer() -> Value {
    json!({
        "version": "V2", "requestId": CANARY, "timestamp": 1,
        "images": [{
            "uid": CANARY, "name": CANARY, "inferResult": "FAILURE", "message": CANARY,
            "validationResult": {"result": "NO_REQUESTED"},
        }],
    })
}

/// What a run gives of a document: the exit code, and all that was printed.
fn validated(document: &[u8], arguments: &[String]) -> (i32, String) {
    let output = given(idcard().args(["validate", "-"]).args(arguments), document);
    let printed = stdout(&output) + &stderr(&output);
    assert!(!printed.contains(CANARY), "{printed}");
    assert!(!printed.contains("zq7key"), "{printed}");
    (code(&output), printed)
}

/// The arguments that are printed last, which lead to all payloads, as a shell takes them; and how many
/// they find.
fn proposed(printed: &str) -> (Vec<String>, usize) {
    let line = printed
        .lines()
        .rfind(|line| line.contains("` finds "))
        .unwrap();
    let (before, count) = line.rsplit_once("` finds ").unwrap();
    let (_, words) = before.rsplit_once('`').unwrap();
    let words = words
        .split(' ')
        .map(|word| word.trim_matches('\'').to_owned());
    let digits = |letter: &char| letter.is_ascii_digit();
    let count = count.trim_start_matches("all ").chars().take_while(digits);
    (words.collect(), count.collect::<String>().parse().unwrap())
}

/// What is proposed for a document judges so many payloads, all of them valid.
fn finds(document: &[u8], expected: usize) {
    let (found, printed) = validated(document, &[]);
    assert_eq!(found, 3, "{printed}");
    let (arguments, promised) = proposed(&printed);
    assert_eq!(promised, expected, "{printed}");
    let (found, printed) = validated(document, &arguments);
    assert_eq!(found, 0, "{arguments:?}: {printed}");
    assert!(
        printed.contains(&format!("{expected} valid")),
        "{arguments:?}: {printed}"
    );
}

const FIXTURES: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/program/foreign/fixtures"
);

/// Exports as tools write them. `ANSWER` in them is an answer, `"TEXT"` one as a string, `"BASE64"` one
/// in base64.
#[test]
fn payloads_in_exports_are_found_and_not_judged() {
    let text = answer().to_string();
    let encoded = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, &text);
    for (name, expected) in [
        ("postman.json", 2),
        ("insomnia.json", 1),
        ("wiremock.json", 2),
        ("vcr.json", 1),
        ("elasticsearch.json", 2),
        ("cloudwatch.json", 2),
        ("loki.json", 1),
        ("datadog.json", 1),
        ("kinesis.json", 1),
        ("envelope.json", 1),
        ("envelope-code.json", 1),
    ] {
        let document = fs::read_to_string(Path::new(FIXTURES).join(name)).unwrap();
        let document = document
            .replace("\"ANSWER\"", &text)
            .replace("\"TEXT\"", &Value::from(text.clone()).to_string())
            .replace("BASE64", &encoded);
        finds(document.as_bytes(), expected);
        // One document a line, as logs have them; each kind is told once.
        let line = serde_json::from_str::<Value>(&document)
            .unwrap()
            .to_string();
        finds(format!("{line}\n{line}\n").as_bytes(), 2 * expected);
    }
}

/// As loggers of JSON write them, behind the time that a container has before each line.
#[test]
fn payloads_in_the_objects_of_a_log_are_found_and_not_judged() {
    let time = "2024-13-01T00:00:00.000000000Z stdout F";
    let answer = answer();
    for (record, expected) in [
        (json!({"level": "info", "answer": answer}), 1),
        (json!({"level": "info", "body": answer.to_string()}), 1),
        (json!({"message": CANARY, "data": [answer, answer]}), 2),
    ] {
        let other = json!({"level": "info", "message": CANARY, "code": 1});
        let text = format!("{time} started\n{time} {record}\n{time} {other}\n{time} {record}\n");
        finds(text.as_bytes(), 2 * expected);
        // In parts, as a runtime writes a line that is long.
        let line = record.to_string();
        let (before, behind) = line.split_at(20);
        let part = time.replace(" F", " P");
        let text = format!("{part} {before}\n{time} {behind}\n{time} tick\n");
        let (found, printed) = validated(text.as_bytes(), &[]);
        assert!(found == 3 && printed.contains("` finds"), "{printed}");
    }
}

#[test]
fn what_has_nothing_of_this_api_is_said_to_be_none() {
    for (document, said) in [
        (r#"{"level": "INFO", "msg": "zq7key"}"#, "none of this API"),
        (
            r#"{"timestamp": 1, "level": "zq7key", "message": "tick"}"#,
            "none of this API",
        ),
        (r#""zq7key""#, "none of this API"),
        (
            r#"{"version": "V2", "requestId": "r", "timestamp": 1, "images": [{"uid": "u", "name": "n",
            "inferResult": "SUCCESS", "message": "SUCCESS", "fields": [{"inferText": "zq7key"}]}]}"#,
            "an answer of General OCR",
        ),
        (
            r#"{"version": "V2", "requestId": "r", "timestamp": 1, "images": [{"uid": "u", "name": "n",
            "inferResult": "SUCCESS", "message": "SUCCESS", "bizLicense": {"result": {"zq7key": []}}}]}"#,
            "an answer of Business License OCR",
        ),
        (
            r#"{"requestId": "r", "timestamp": 1, "images": [{"uid": "u", "name": "n", "inferResult": "SUCCESS",
            "message": "SUCCESS", "idCard": {"isGrayScale": false, "result": {"zq7key": {}}}}]}"#,
            "an answer of eKYC",
        ),
    ] {
        let (found, printed) = validated(document.as_bytes(), &[]);
        assert_eq!(found, 3, "{printed}");
        assert!(
            printed.contains(said) && !printed.contains("oneOf"),
            "{printed}"
        );
    }
    // A damaged document of this API is one, and so is what somebody says to be one.
    let (found, printed) = validated(br#"{"requestId": "r", "version": "V2"}"#, &[]);
    assert!(found == 1 && printed.contains("invalid as"), "{printed}");
    let (found, _) = validated(br#"{"a": 1}"#, &["--as".into(), "response".into()]);
    assert_eq!(found, 1);
}

#[test]
fn the_report_is_the_same_however_many_threads_judge_it() {
    let lines: String = (0..3000)
        .map(|number| match number % 3 {
            0 => format!("{}\n", json!({"body": answer(), "n": number})),
            1 => format!("{}\n", json!({"level": "INFO", "n": number})),
            _ => format!(
                "{}\n",
                json!({"data": [answer().to_string(), {"ocr": answer()}]})
            ),
        })
        .collect();
    let run = |threads: &str| {
        let arguments = ["--threads", threads, "--report", "json"].map(str::to_owned);
        validated(lines.as_bytes(), &arguments)
    };
    let alone = run("1");
    assert_eq!(alone, run("3"));
    assert!(alone.1.contains("(1000 documents)"), "{}", alone.1);
}

/// A wrapper around a payload; keys that may be data are among them.
fn wrapped(inner: &Value, how: u8) -> Value {
    match how % 7 {
        0 => json!({"data": inner, "took": 1}),
        1 => json!([inner, 1, null]),
        2 => json!({"zq7key": {"response": inner}, "other": {"a": 1}}),
        3 => json!({"_source": {"body": inner.to_string()}, "_id": CANARY}),
        4 => {
            let text = inner.to_string();
            let encoded = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, text);
            json!({"data": encoded})
        }
        5 => json!({"message": format!("INFO {CANARY} {{}} {inner} in 5 ms")}),
        _ => json!({"hits": {"hits": [{"level": "INFO"}, {"result": inner}]}}),
    }
}

/// What was found by chance once.
#[test]
fn an_array_in_base64_is_found() {
    let document = json!({"result": wrapped(&wrapped(&answer(), 1), 4)});
    finds(document.to_string().as_bytes(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn what_is_proposed_finds_what_it_says(hows in proptest::collection::vec(0_u8..7, 1..4)) {
        let mut document = answer();
        let mut strings = 0;
        for how in hows {
            // Words around JSON hold a document of this API, not one around it.
            let is_outer = document.get("images").is_none();
            let how = if how == 5 && is_outer { 0 } else { how };
            strings += usize::from([3, 4, 5].contains(&how));
            if strings > 3 {
                break;
            }
            document = wrapped(&document, how);
        }
        // An array is taken apart before.
        let document = json!({"result": document});
        finds(document.to_string().as_bytes(), 1);
    }
}
