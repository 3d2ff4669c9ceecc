//! What payloads show that the spec does not say: how it is proposed, that what is proposed can be
//! pasted, that payloads may be dealt out in any way, and that none of their values is in it.

use crate::process;
use clova_id_card::catalog::ROOTS;
use codegen::diagnostic::Code;
use idcard::conform::samples;
use idcard::observe::{Observations, observe, write_json, write_text, write_yaml};
use idcard_judge::{Judge, Values};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use spanned_tree::Source;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;
use std::thread;
use std::time::{Duration, Instant};

const PAYLOADS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/payloads");
const SPEC: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../schema/id-card.openapi.yaml"
);

/// Neither a word of any spec, nor a name: it has a space, and too many digits.
const CANARY: &str = "canary 8417";

static JUDGE: LazyLock<Judge> = LazyLock::new(|| Judge::new(ROOTS, Values::Hidden).unwrap());

fn seen<'p>(payloads: impl IntoIterator<Item = &'p Value>) -> Observations {
    let mut sum = Observations::default();
    for payload in payloads {
        sum += observe(&JUDGE, payload.to_string().as_bytes(), None);
    }
    sum
}

/// As text, as YAML and as JSON.
fn reports(observations: &Observations) -> [String; 3] {
    let (mut text, mut yaml, mut json) = (Vec::new(), Vec::new(), Vec::new());
    write_text(observations, &mut text).unwrap();
    write_yaml(observations, &mut yaml).unwrap();
    write_json(observations, &mut json).unwrap();
    [text, yaml, json].map(|report| String::from_utf8(report).unwrap())
}

fn sample(name: &str) -> Value {
    serde_json::from_slice(&fs::read(Path::new(PAYLOADS).join(name)).unwrap()).unwrap()
}

/// A dozen answers by a service that has moved on.
fn later() -> Vec<Value> {
    let card = sample("samples/resident-card.json");
    let later = (0..12).map(|at| {
        let mut answer = card.clone();
        answer["traceName"] = json!("x");
        answer["null"] = json!(null);
        answer["count"] = if at % 3 == 0 { json!(1.5) } else { json!(7) };
        answer["images"][0]["quality"] = json!({
            "text": "good",
            "score": 0.5,
            "glare": [{"x": 1, "why": "a", "010-1234-5678": 1}, {"x": 2, "why": null}],
            "none": [],
        });
        answer["images"][0]["idCard"]["result"]["tags"] = json!(["a", "b"]);
        if at == 3 {
            answer["images"][0]["uid"] = json!(17);
            answer["images"][0]["message"] = json!(null);
            answer["images"][0]["idCard"]["result"]["rois"] = json!({});
            answer["images"][0]["mixed"] = json!("a");
        }
        if at == 4 {
            answer["timestamp"] = json!(17.5);
            answer["images"][0]["mixed"] = json!(1);
            answer["images"][0]["inferResult"] = json!("PARTIAL");
            answer["images"][0]["홍길동"] = json!(1);
        }
        if at == 5 {
            answer["images"][0]["inferResult"] = json!("홍 길동");
        }
        answer
    });
    later.collect()
}

#[test]
fn what_is_proposed() {
    let mut payloads = later();
    payloads.push(json!({"nothing": "of this API"}));
    payloads.push(json!([1]));
    let mut observations = seen(&payloads);
    observations += observe(&JUDGE, b"{\"version\":", None);
    let [text, yaml, json] = reports(&observations);
    insta::assert_snapshot!("text", text);
    insta::assert_snapshot!("yaml", yaml);
    insta::assert_snapshot!("json", json);
}

/// The blocks of a fragment that are to be pasted, by the name of their schema.
fn blocks(fragment: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::<(String, String)>::new();
    for line in fragment.lines().filter(|line| !line.starts_with('#')) {
        let indent = line.len() - line.trim_start().len();
        match (indent, blocks.last_mut()) {
            (4, _) => blocks.push((line.trim().to_owned(), String::new())),
            (8.., Some((_, block))) => {
                block.push_str(line);
                block.push('\n');
            }
            _ => {}
        }
    }
    blocks
}

/// The spec with a fragment pasted where it says.
fn pasted(fragment: &str) -> String {
    let mut spec = fs::read_to_string(SPEC).unwrap();
    for (schema, block) in blocks(fragment) {
        let start = spec
            .find(&format!("\n    {schema}\n"))
            .expect("a schema of the spec");
        let properties = "\n      properties:\n";
        let at = start + spec[start..].find(properties).expect("it has some") + properties.len();
        spec.insert_str(at, &block);
    }
    spec
}

fn faults(spec: &str) -> Vec<(Code, String)> {
    let source = Source::new("spec.yaml", spec);
    let outcome = codegen::compile(&source, &codegen::Options::default());
    let faults = outcome.diagnostics.into_iter();
    faults.map(|fault| (fault.code, fault.message)).collect()
}

/// Pasted as it is, the linter asks for the descriptions and for nothing else; with them, it is
/// content.
#[test]
fn what_is_proposed_can_be_pasted() {
    let [_, fragment, _] = reports(&seen(&later()));
    let before = faults(&fs::read_to_string(SPEC).unwrap());
    assert_eq!(before, []);
    let asked = "# description: write what it is, in your own words\n";
    let places = fragment.matches(asked).count();
    assert!(places >= 10, "{fragment}");

    let spec = pasted(&fragment);
    let found = faults(&spec);
    assert_eq!(found.len(), places, "{found:?}");
    for (code, message) in &found {
        assert_eq!(*code, Code::MissingDescription, "{message}");
    }
    for name in ["traceName", "quality", "glare", "why", "tags", "mixed"] {
        assert!(
            found
                .iter()
                .any(|(_, message)| message.contains(&format!("`{name}`"))),
            "{name}"
        );
    }

    let described = spec.replace(asked, "description: What it is.\n");
    assert_eq!(faults(&described), []);
    // The tests of the spec ask for the record.
    assert_eq!(described.matches("x-source: observed#  #").count(), places);
}

/// What takes the place of a line that is there, in comments: the linter takes that as well.
#[test]
fn what_is_to_be_replaced_can_be_too() {
    let [_, fragment, _] = reports(&seen(&later()));
    let proposed = "#   enum: [SUCCESS, FAILURE, ERROR, PARTIAL]";
    assert!(fragment.contains(proposed), "{fragment}");
    let spec = fs::read_to_string(SPEC).unwrap();
    let listed = "enum: [SUCCESS, FAILURE, ERROR]";
    assert_eq!(spec.matches(listed).count(), 1);
    let mut replaced = spec.replace(listed, proposed.trim_start_matches(['#', ' ']));
    for (schema, property, before, after) in [
        (
            "ImageResult",
            "message",
            "type: string\n",
            "type: [string, 'null']\n",
        ),
        (
            "RecognitionResponse",
            "timestamp",
            "type: integer\n          format: int64\n",
            "type: number\n          format: double\n",
        ),
    ] {
        let proposed = format!("#   {}", after.replace("\n          ", "\n#   "));
        let remark = fragment
            .split_once(&format!("# {schema}/properties/{property} is"))
            .unwrap()
            .1;
        let remark: String = remark.split_inclusive('\n').skip(2).take(2).collect();
        assert!(remark.starts_with(&proposed), "{remark}");
        let mut from = 0;
        for heading in [
            format!("\n    {schema}:\n"),
            format!("\n        {property}:\n"),
            before.to_owned(),
        ] {
            from += replaced[from..].find(&heading).expect("it is there");
        }
        replaced.replace_range(from..from + before.len(), after);
    }
    assert_eq!(faults(&replaced), []);
}

/// A name that YAML would take for something else, and one that Rust has taken.
#[test]
fn odd_names_can_be_pasted_too() {
    let names = ["null", "no", "y", "type", "self", "on", "match", "true"];
    let members: Map<_, _> = names
        .iter()
        .map(|name| ((*name).to_owned(), json!(1)))
        .collect();
    let mut error = members;
    error.insert("code".to_owned(), json!("0011"));
    let [_, fragment, _] = reports(&seen(&[Value::Object(error.clone()), Value::Object(error)]));
    let spec = pasted(&fragment);
    let found = faults(&spec);
    assert_eq!(found.len(), names.len(), "{found:?}");
    assert!(
        found
            .iter()
            .all(|(code, _)| *code == Code::MissingDescription),
        "{found:?}"
    );
}

/// The spec and the samples agree on what there is.
#[test]
fn the_samples_show_nothing_that_the_spec_does_not_say() {
    for sample in samples(Path::new(PAYLOADS)).unwrap() {
        if !sample.name.starts_with("samples/") {
            continue;
        }
        let observations = observe(&JUDGE, &sample.bytes, None);
        assert_eq!(observations.payloads(), 1, "{}", sample.name);
        let [text, ..] = reports(&observations);
        assert!(
            text.ends_with("\nnothing that the spec does not say\n"),
            "{}: {text}",
            sample.name
        );
    }
}

fn corpus() -> Vec<Value> {
    let samples = samples(Path::new(PAYLOADS)).unwrap().into_iter();
    let values = samples.filter_map(|sample| serde_json::from_slice(&sample.bytes).ok());
    let mut corpus: Vec<Value> = values.collect();
    corpus.extend(later());
    assert!(corpus.len() > 60);
    corpus
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn payloads_may_be_dealt_out_in_any_way(
        dealt in prop::collection::vec((prop::sample::select(corpus()), 0_usize..5), 0..30),
    ) {
        let expected = seen(dealt.iter().map(|(payload, _)| payload));
        let mut sum = Observations::default();
        for part in (0..5).rev() {
            let payloads = dealt.iter().rev().filter(|(_, of)| *of == part);
            sum += seen(payloads.map(|(payload, _)| payload));
        }
        prop_assert_eq!(&sum, &expected);
        prop_assert_eq!(reports(&sum), reports(&expected));
    }

    /// Any JSON in the place of any member.
    #[test]
    fn whatever_comes_it_is_counted(
        key in "[a-z]{1,4}|images|result|\\PC{0,5}",
        text in "\\PC{0,10}",
        number in any::<f64>(),
    ) {
        for value in [json!(text), json!(number), json!({&key: {&key: [text]}}), json!([[null]])] {
            let payload = json!({"code": value, &key: value});
            let observations = seen([&payload]);
            prop_assert_eq!(observations.payloads() + observations.strange, 1);
            reports(&observations);
        }
    }
}

/// A map that is keyed by data has no member of the spec, or too many others.
#[test]
fn a_map_is_counted_and_not_listed() {
    let people = json!({"hongGildong": 1, "hong": {"kimMinji": 1}});
    let mut payload = json!({"code": "0011", "peopleSeen": people});
    for key in ["hong", "seoul", "900101-1334567"] {
        payload[key] = json!({"kimMinji": 1});
    }
    let once = reports(&seen([&payload]));
    for report in &once {
        for key in ["hong", "seoul", "kim", "9001"] {
            assert!(!report.contains(key), "{key}: {report}");
        }
    }
    let [text, ..] = once;
    assert!(text.contains("peopleSeen/‹key›, 2 times"), "{text}");
    assert!(text.contains("  not in the spec: ‹key›, 3 times"), "{text}");

    // All of it is shown to whoever asks.
    let text = payload.to_string();
    let output = idcard(&["observe", "-", "--show-values"], text.as_bytes());
    let shown = String::from_utf8(output.stdout).unwrap();
    for key in [
        "peopleSeen/hong/kimMinji",
        "seoul/kimMinji",
        "900101-1334567",
    ] {
        assert!(shown.contains(key), "{key}: {shown}");
    }

    // In two payloads, a word of its own is a name. What is in it is a map all the same.
    let [text, ..] = reports(&seen([&payload, &payload]));
    assert!(
        text.contains("not in the spec: seoul, in 2 payloads"),
        "{text}"
    );
    assert!(!text.contains("kim") && !text.contains("9001"), "{text}");
}

/// Keys that are data, and far too many of them.
#[test]
fn what_is_kept_is_bounded() {
    let name = |mut number: usize| {
        let mut name = "nameOf".to_owned();
        for _ in 0..4 {
            name.push(char::from(b'a' + u8::try_from(number % 26).unwrap()));
            number /= 26;
        }
        name
    };
    let payloads: Vec<Value> = (0..200)
        .map(|at| {
            let members = (0..7).map(|member| (name(at * 7 + member), json!({"a": [1]})));
            let mut members: Map<_, _> = members.collect();
            members.insert("code".to_owned(), json!("0011"));
            members.insert(format!("9{at}"), json!(1));
            Value::Object(members)
        })
        .collect();
    let [text, yaml, json] = reports(&seen(&payloads));
    assert!(text.lines().count() < 1100);
    // Each member that was named, the hidden one in it, and the hidden ones beside them.
    let more = 200 * 7 * 2 + 200 - 1000;
    assert!(
        text.contains(&format!("and {more} more members")),
        "{}",
        &text[text.len() - 200..]
    );
    assert!(yaml.contains(&format!("And {more} more members")));
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["unlisted"], more);
    let turned = reports(&seen(payloads.iter().rev()));
    assert_eq!(
        turned,
        [
            text,
            yaml,
            serde_json::to_string_pretty(&json).unwrap() + "\n"
        ]
    );
}

#[test]
fn deep_payloads_are_looked_at_only_so_far() {
    let deep = format!("{}1{}", "{\"text\":0,\"aA\":".repeat(100), "}".repeat(100));
    let payload = format!("{{\"code\":\"0011\",\"bB\":{deep}}}");
    let observations = observe(&JUDGE, payload.as_bytes(), None);
    let [text, ..] = reports(&observations);
    assert!(
        text.contains("bB/aA/aA/aA/aA/aA, in 1 payload: object 1\n"),
        "{text}"
    );
    assert!(!text.contains("bB/aA/aA/aA/aA/aA/aA"), "{text}");
}

/// In every string, in every key, and as every kind of value.
#[test]
fn no_canary_sings() {
    let mut looked_at = 0;
    for value in corpus() {
        for planted in [everywhere(&value), beside(&value), instead(&value)] {
            for document in ROOTS.iter().map(|root| root.name) {
                let text = planted.to_string();
                let observations = observe(&JUDGE, text.as_bytes(), Some(document));
                looked_at += observations.payloads();
                let said = format!("{:?}{:?}", reports(&observations), observations);
                assert!(!said.contains("canary") && !said.contains("8417"), "{said}");
            }
        }
    }
    assert!(looked_at > 300, "{looked_at}");
}

fn everywhere(value: &Value) -> Value {
    match value {
        Value::String(_) => json!(CANARY),
        Value::Number(_) => json!(8_417_417_417_u64),
        Value::Array(items) => items.iter().map(everywhere).collect(),
        Value::Object(members) => Value::Object(
            members
                .iter()
                .map(|(key, member)| (key.clone(), everywhere(member)))
                .collect(),
        ),
        other => other.clone(),
    }
}

fn beside(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(beside).collect(),
        Value::Object(members) => {
            let with = members
                .iter()
                .map(|(key, member)| (key.clone(), beside(member)));
            let mut members: Map<_, _> = with.collect();
            members.insert(CANARY.to_owned(), json!({CANARY: [{CANARY: CANARY}]}));
            members.insert("unknown".to_owned(), json!({CANARY: [CANARY], "b": CANARY}));
            Value::Object(members)
        }
        other => other.clone(),
    }
}

fn instead(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(instead).collect(),
        Value::Object(members)
            if members
                .values()
                .any(|member| member.is_object() || member.is_array()) =>
        {
            let members = members
                .iter()
                .map(|(key, member)| (key.clone(), instead(member)));
            Value::Object(members.collect())
        }
        _ => json!({CANARY: CANARY, "8417417417": 8_417_417_417_u64}),
    }
}

fn idcard(arguments: &[&str], input: &[u8]) -> Output {
    process::given(
        process::idcard().args(arguments).current_dir(PAYLOADS),
        input,
    )
}

#[test]
fn the_exit_code_tells_whether_all_could_be_read() {
    for (arguments, expected) in [
        (&["observe", "samples"][..], 0),
        (
            &[
                "observe",
                "faulty/undocumented-member.json",
                "--report",
                "yaml",
            ],
            0,
        ),
        (
            &["observe", "samples", "--as", "response", "--report", "json"],
            0,
        ),
        (&["observe", "samples", "gone.json"], 3),
        (&["observe", "faulty/syntax-html.json"], 3),
        (&["observe", "samples", "faulty/syntax-html.json"], 3),
        // What is piped in is read, and there is nothing.
        (&["observe"], 3),
        (&["observe", "samples", "--report", "xml"], 2),
        (&["observe", "samples", "--as", "nonsense"], 2),
    ] {
        let output = idcard(arguments, b"");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(
            output.status.code(),
            Some(expected),
            "{arguments:?}: {said}"
        );
    }
    let output = idcard(&["observe", "-"], b"{\"code\":\"0011\",\"moreOf\":1}");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "1 payload: 1 as error\nServiceError, in 1 payload:\n  \
         not in the spec: moreOf, in 1 payload: integer 1; at (whole document)\n"
    );
}

/// Exit code 3 has a reason that is said.
#[test]
fn what_is_passed_over_is_counted() {
    let output = idcard(&["observe", "-"], b"[]");
    assert_eq!(output.status.code(), Some(3));
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        said,
        "idcard: not looked at: inputs with nothing in them (1)\n"
    );
}

/// Whoever reads the report with a program has only the help to go by.
#[test]
fn the_help_names_every_member() {
    let help = String::from_utf8(idcard(&["observe", "--help"], b"").stdout).unwrap();
    let [.., report] = reports(&seen(&later()));
    let report: Value = serde_json::from_str(&report).unwrap();
    let mut documents = vec![&report];
    for schema in report["schemas"].as_array().unwrap() {
        documents.push(schema);
        for list in ["unknown", "values", "wider"] {
            documents.extend(schema[list].as_array().unwrap());
        }
    }
    assert!(documents.len() > 12);
    for name in documents
        .iter()
        .flat_map(|document| document.as_object().unwrap().keys())
    {
        assert!(help.contains(name.as_str()), "{name}");
    }
}

/// As the commands that judge: whoever reads the exit code knows that nothing was proposed.
#[test]
fn an_interrupted_run_says_so() {
    let mut child = process::idcard()
        .args(["observe", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let _input = child.stdin.take();
    let patience = Instant::now() + Duration::from_mins(1);
    // The thread that watches for signals.
    while fs::read_dir(format!("/proc/{}/task", child.id())).map_or(0, Iterator::count) < 2 {
        assert!(Instant::now() < patience, "it does not begin");
        thread::sleep(Duration::from_millis(5));
    }
    let killed = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(killed.success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(said, "idcard: interrupted; what was reported is not all\n");
    assert!(output.stdout.is_empty());
}
