//! Checks answers over many seeds: valid, of every kind, and nobody's.

use super::client::{Answer, Request, connect, exchange};
use clova_id_card::catalog::ROOTS;
use clova_id_card::json_schema;
use clova_id_card::wire::Naming;
use clova_id_card::{RecognitionResponse, View, decode};
use idcard_judge::{Judge, Rule, Values, Verdict};
use idcard_service::{Config, Service, Show};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A call whose image has this format.
fn of_format(service: &Service, format: &str) -> Request {
    let data = match format {
        "pdf" => "JVBERi0xLjQ=",
        "tif" | "tiff" => "SUkqAA==",
        "jpg" | "jpeg" => "/9j/4AAQSkZJRg==",
        _ => "iVBORw0KGgo=",
    };
    let body = json!({
        "version": "V2", "requestId": format!("request {format}"), "timestamp": 0,
        "images": [{ "format": format, "name": format!("image {format}"), "data": data }],
    });
    Request::json(service).with_body(body.to_string())
}

const FORMATS: [&str; 6] = ["jpg", "jpeg", "png", "pdf", "tif", "tiff"];

/// Answers to so many seeds, each with the format that was sent.
fn answers(service: &Service, seeds: u64, steer: &[(&str, &str)]) -> Vec<(&'static str, Answer)> {
    let mut stream = connect(service.address());
    let formats = FORMATS.iter().copied().cycle();
    (0..seeds)
        .zip(formats)
        .map(|(seed, format)| {
            let request = of_format(service, format).with("x-mock-seed", &seed.to_string());
            let request = steer
                .iter()
                .fold(request, |request, (name, value)| request.with(name, value));
            (format, exchange(&mut stream, &request))
        })
        .collect()
}

/// What was seen of a schema.
#[derive(Default)]
struct Seen {
    present: BTreeSet<(String, String)>,
    absent: BTreeSet<(String, String)>,
    values: BTreeMap<String, BTreeSet<String>>,
}

impl Seen {
    fn look(&mut self, root: &Value, name: &str, schema: &Value, value: &Value) {
        if let Some(reference) = schema["$ref"].as_str() {
            let pointer = reference.trim_start_matches('#');
            let name = reference.rsplit('/').next().unwrap();
            return self.look(root, name, root.pointer(pointer).unwrap(), value);
        }
        if schema["enum"].is_array() {
            let value = value.as_str().unwrap().to_owned();
            self.values
                .entry(name.to_owned())
                .or_default()
                .insert(value);
        }
        for item in value.as_array().into_iter().flatten() {
            self.look(root, name, &schema["items"], item);
        }
        for (member, property) in schema["properties"].as_object().into_iter().flatten() {
            let key = (name.to_owned(), member.clone());
            match value.get(member) {
                Some(value) => {
                    self.present.insert(key);
                    self.look(root, name, property, value);
                }
                None => {
                    self.absent.insert(key);
                }
            }
        }
    }
}

/// Every object of a schema by name: itself, and its definitions.
fn schemas(root: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let definitions = root["$defs"].as_object().unwrap();
    let definitions = definitions
        .iter()
        .map(|(name, schema)| (name.as_str(), schema));
    definitions.chain([("Response", root)])
}

/// What somebody sees who has asked for nothing special: cards that are whole, and nothing to mend.
#[test]
fn an_answer_is_typically_a_whole_card() {
    let judge = Judge::new(ROOTS, Values::Hidden).unwrap();
    for show in [Show::Any, Show::Card("ic"), Show::Card("pp")] {
        let service = Service::start(Config::default().show(show)).unwrap();
        let mut stream = connect(service.address());
        let mut kinds = BTreeSet::new();
        for format in FORMATS.into_iter().cycle().take(60) {
            let answer = exchange(&mut stream, &of_format(&service, format));
            let document = judge.document("response");
            let judgement = judge.judge("answer", answer.body().to_vec(), document);
            assert_eq!(
                (judgement.verdict, judgement.findings.len()),
                (Verdict::Valid, 0)
            );
            let answer: RecognitionResponse = decode(answer.body()).unwrap();
            let converted = answer.images[0].converted_image_info.clone();
            let recognized = answer.into_recognized().unwrap();
            assert_eq!(recognized.naming(), Naming::Agrees);
            kinds.insert(recognized.card().kind());
            let masking = recognized.masking_in(View::AsRead).unwrap();
            if let Some(size) = converted {
                let [width, height] =
                    [size.width, size.height].map(|side| side.unwrap().try_into());
                assert!(masking.within(width.unwrap(), height.unwrap()).is_ok());
            }
        }
        assert_eq!(kinds.len(), if show == Show::Any { 4 } else { 1 });
    }
}

#[test]
fn over_many_calls_of_a_seed_everything_that_may_be_there_was_there_and_was_not() {
    let service = Service::start(Config::default().variety(true)).unwrap();
    let judge = Judge::new(ROOTS, Values::Hidden).unwrap();
    let root: Value = serde_json::from_str(json_schema::RESPONSE).unwrap();
    let mut seen = Seen::default();
    let mut stream = connect(service.address());
    for format in FORMATS.into_iter().cycle().take(1200) {
        let answer = exchange(&mut stream, &of_format(&service, format));
        assert_eq!(answer.status(), 200);
        let judgement = judge.judge("answer", answer.body().to_vec(), judge.document("response"));
        // `idtype` is optional, so it is absent now and then; nothing else deserves a look.
        let odd = judgement
            .findings
            .iter()
            .find(|finding| finding.rule != Rule::NamedBy);
        assert_eq!(odd, None);
        let json = answer.json();
        let image = &json["images"][0];
        assert_eq!(json["requestId"], format!("request {format}"));
        if let Some(name) = image.get("name") {
            assert_eq!(name, &format!("image {format}"));
        }
        let success = image["inferResult"] == "SUCCESS";
        assert_eq!(image.get("idCard").is_some(), success);
        let converted = matches!(format, "pdf" | "tif" | "tiff");
        if !converted {
            assert_eq!(image.get("convertedImageInfo"), None);
        }
        assert_nobodys(&json);
        seen.look(&root, "Response", &root, &json);
    }
    for (name, schema) in schemas(&root) {
        for value in schema["enum"].as_array().into_iter().flatten() {
            let value = value.as_str().unwrap();
            assert!(
                seen.values[name].contains(value),
                "{name} was never {value}"
            );
        }
        let required = schema["required"].as_array();
        for member in schema["properties"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, _)| name)
        {
            let key = (name.to_owned(), member.clone());
            assert!(seen.present.contains(&key), "{key:?} was never there");
            let optional = !required.is_some_and(|names| names.iter().any(|name| name == member));
            assert_eq!(seen.absent.contains(&key), optional, "{key:?}");
        }
    }
}

/// No text, and no number, holds 13 digits that could be the number of somebody.
fn assert_nobodys(value: &Value) {
    match value {
        Value::Array(items) => items.iter().for_each(assert_nobodys),
        Value::Object(members) => members.values().for_each(assert_nobodys),
        Value::String(text) => assert!(!could_be_somebodys(text), "{text}"),
        other => assert!(!could_be_somebodys(&other.to_string()), "{other}"),
    }
}

fn could_be_somebodys(text: &str) -> bool {
    let joined: Vec<u8> = text
        .bytes()
        .filter(|byte| !matches!(byte, b' ' | b'-'))
        .collect();
    joined.windows(13).any(|window| {
        let two = |at: usize| (window[at] - b'0') * 10 + window[at + 1] - b'0';
        window.iter().all(u8::is_ascii_digit)
            && (1..=12).contains(&two(2))
            && (1..=31).contains(&two(4))
    })
}

#[test]
fn a_number_of_somebody_is_told_from_an_impossible_one() {
    for (text, somebodys) in [
        ("800101-1234567", true),
        ("born 8001011234567 there", true),
        ("001300-0000000", false),
        ("000100-0000000", false),
        ("00-11-123456-00", false),
    ] {
        assert_eq!(could_be_somebodys(text), somebodys, "{text}");
    }
}

#[test]
fn each_kind_can_be_asked_for() {
    let service = Service::start(Config::default()).unwrap();
    let outcome = |answer: &Answer| answer.json()["images"][0]["inferResult"].clone();
    let varied = Service::start(Config::default().variety(true)).unwrap();
    for card in ["ic", "dl", "pp", "ac"] {
        for service in [&service, &varied] {
            for (_, answer) in answers(service, 60, &[("x-mock-answer", card)]) {
                let image = &answer.json()["images"][0];
                assert_eq!(image["inferResult"], "SUCCESS");
                if let Some(result) = image["idCard"].get("result") {
                    assert!(result[card].is_object(), "{card}");
                }
            }
        }
    }
    for (asked, infer_result) in [("failure", "FAILURE"), ("error", "ERROR")] {
        for (_, answer) in answers(&service, 20, &[("x-mock-answer", asked)]) {
            assert_eq!(outcome(&answer), infer_result);
            assert_eq!(answer.status(), 200);
        }
    }
}

#[test]
fn the_same_seed_is_the_same_bytes() {
    let bodies = |seed| -> Vec<Vec<u8>> {
        let service = Service::start(Config::default().seed(seed)).unwrap();
        let mut stream = connect(service.address());
        let calls = FORMATS.iter().map(|format| of_format(&service, format));
        let refused = [Request::json(&service).with("X-OCR-SECRET", "another")];
        calls
            .chain(refused)
            .map(|request| exchange(&mut stream, &request).raw)
            .collect()
    };
    let first = bodies(9);
    assert_eq!(first, bodies(9));
    for (one, other) in first.iter().zip(bodies(10)) {
        assert_ne!(*one, other);
    }
    let distinct: BTreeSet<_> = first.iter().collect();
    assert_eq!(distinct.len(), first.len());
}

#[test]
fn a_bad_answer_is_there_for_who_asks_for_it() {
    let service = Service::start(Config::default().extra_members(true)).unwrap();
    let judge = Judge::new(ROOTS, Values::Hidden).unwrap();
    let verdicts = |steer: &[(&str, &str)]| -> BTreeSet<Verdict> {
        let all = answers(&service, 60, steer).into_iter();
        all.map(|(_, answer)| {
            let document = judge.document("response");
            judge
                .judge("answer", answer.body().to_vec(), document)
                .verdict
        })
        .collect()
    };
    // Members that the spec does not name are legal; they were asked for when it was started.
    assert_eq!(verdicts(&[]), BTreeSet::from([Verdict::Findings]));
    assert_eq!(
        verdicts(&[("x-mock-fault", "unknown-enum")]),
        BTreeSet::from([Verdict::Invalid])
    );
    assert_eq!(
        verdicts(&[("x-mock-fault", "unknown-card")]),
        BTreeSet::from([Verdict::Invalid])
    );
    assert_eq!(
        verdicts(&[("x-mock-fault", "invalid-utf8")]),
        BTreeSet::from([Verdict::Unreadable])
    );
}
