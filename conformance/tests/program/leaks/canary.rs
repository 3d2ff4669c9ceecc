//! Plants canaries, and finds them again in whatever form they were printed.
//!
//! A search that finds nothing proves something only if it would have found it: the tests of the
//! search are here.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use clova_id_card::catalog::{Member, Object, RESPONSE, Sensitivity, Shape};
use serde_json::{Map, Value, json};

/// In every planted text. What follows says where it was planted.
pub(crate) const CANARY: &str = "zq7canary";

const JSON: &str = "application/json";

/// The forms in which it is recognised.
fn forms() -> Vec<String> {
    let bytes = CANARY.as_bytes();
    let mut forms = vec![CANARY.to_owned()];
    // Where base64 begins to count decides what it looks like; the ends depend on the neighbours.
    for before in 0..3 {
        let text = STANDARD.encode([&vec![0; before], bytes].concat());
        let (from, to) = ((before * 4).div_ceil(3), (before + bytes.len()) * 4 / 3);
        forms.push(text[from..to].to_owned());
    }
    let numbers: Vec<_> = bytes.iter().map(ToString::to_string).collect();
    forms.push(numbers.join(", "));
    forms.push(numbers.join(",\n    "));
    forms.push(hex(bytes));
    forms
}

fn hex(bytes: &[u8]) -> String {
    let digits: Vec<_> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    digits.concat()
}

/// The surroundings of a planted text, if there is one.
pub(crate) fn find(printed: &str) -> Option<String> {
    let lower = printed.to_lowercase();
    // Indented numbers, as `{:#?}` prints them, have one blank between them here.
    let squeezed = lower.split_whitespace().collect::<Vec<_>>().join(" ");
    for form in forms() {
        // Base64 is the only form in which the case tells something.
        for text in [printed, &lower, &squeezed] {
            if let Some(at) = text.find(&form) {
                let from = text.floor_char_boundary(at.saturating_sub(300));
                let to = text.ceil_char_boundary((at + 100).min(text.len()));
                return Some(text[from..to].to_owned());
            }
        }
    }
    None
}

/// Answers in which everything is there, and every text that is not public is planted. Of a choice
/// between cards only `card` is there; `unknown` adds members that the schema does not name, and
/// without `listed` no value of an enumeration is one of its own.
#[derive(Clone, Copy)]
struct Planter<'a> {
    card: &'a str,
    listed: bool,
    unknown: bool,
}

impl Planter<'_> {
    fn answer(&self) -> Value {
        let schema: Value = serde_json::from_str(RESPONSE.schema).unwrap();
        self.value(&schema, &schema, &RESPONSE.shape, None)
    }

    /// The schema has the kinds of the values, the catalogue says whom they may be shown to.
    fn value(&self, root: &Value, schema: &Value, shape: &Shape, member: Option<&Member>) -> Value {
        if let Some(reference) = schema["$ref"].as_str() {
            let target = root.pointer(reference.trim_start_matches('#')).unwrap();
            return self.value(root, target, shape, member);
        }
        let name = member.map_or("item", |member| member.name);
        match shape {
            Shape::Enum(_) if !self.listed => json!(format!("{CANARY}-{name}")),
            Shape::Enum(choices) if choices.contains(&"SUCCESS") => json!("SUCCESS"),
            Shape::Enum(choices) => json!(choices[0]),
            Shape::Array(items) => json!([self.value(root, &schema["items"], items, member)]),
            Shape::Object(object) => self.object(root, schema, object),
            _ if schema["type"] != "string" => match schema["type"].as_str() {
                Some("boolean") => json!(true),
                Some("number") => json!(0.5),
                _ => json!(1),
            },
            _ if member.is_some_and(|member| member.sensitivity == Sensitivity::Public) => {
                json!("public")
            }
            _ => json!(format!("{CANARY}-{name}")),
        }
    }

    fn object(&self, root: &Value, schema: &Value, object: &Object) -> Value {
        let mut made = Map::new();
        for member in object.members {
            let choices = object.one_of.as_ref().map(|one_of| one_of.choices);
            let mut choices = choices.unwrap_or_default().iter();
            let is_choice = choices.any(|choice| choice.member == member.name);
            if !is_choice || member.name == self.card {
                let schema = &schema["properties"][member.name];
                let value = self.value(root, schema, &member.shape, Some(member));
                made.insert(member.name.to_owned(), value);
            }
        }
        if self.unknown {
            let value = json!(format!("{CANARY}-unknown"));
            made.insert(format!("{CANARY}-key"), value);
        }
        Value::Object(made)
    }
}

/// Answers and errors in which every text is planted: status, media type, body.
pub(crate) fn planted(unknown: bool) -> Vec<(u16, &'static str, Vec<u8>)> {
    let answer = |card, listed| {
        let planter = Planter {
            card,
            listed,
            unknown,
        };
        planter.answer()
    };
    let mut bodies: Vec<_> = ["ic", "dl", "pp", "ac"]
        .into_iter()
        .map(|card| (200, JSON, answer(card, true)))
        .collect();
    bodies.push((200, JSON, answer("none", true)));
    bodies.push((200, JSON, answer("ic", false)));
    // A text where there is no room for one.
    for pointer in [
        "/timestamp",
        "/images",
        "/images/0/idCard",
        "/images/0/idCard/result/ic/name",
    ] {
        let mut answer = answer("ic", true);
        *answer.pointer_mut(pointer).unwrap() = json!(format!("{CANARY}-misplaced"));
        bodies.push((200, JSON, answer));
    }
    let mut failure = answer("ic", true);
    failure["images"][0]["inferResult"] = json!("FAILURE");
    bodies.push((200, JSON, failure));
    let text = |name: &str| format!("{CANARY}-{name}");
    for code in ["0011", "0025", "0501", &text("code")] {
        let error = json!({
            "code": code, "message": text("message"), "path": text("path"),
            "traceId": "0", "timestamp": 1,
        });
        bodies.push((400, JSON, error));
    }
    let detail = json!({
        "errorCode": "300", "message": text("message"), "details": text("details"),
    });
    bodies.push((404, JSON, json!({"error": detail})));
    bodies.push((500, JSON, json!({"neither": text("neither")})));
    let mut bodies: Vec<_> = bodies
        .into_iter()
        .map(|(status, media_type, body)| (status, media_type, body.to_string().into_bytes()))
        .collect();
    bodies.push((502, "text/html", text("page").into_bytes()));
    bodies.push((200, "text/html", text("page").into_bytes()));
    bodies.push((200, JSON, text("no-json").into_bytes()));
    let whole = bodies[0].2.clone();
    bodies.push((200, JSON, whole[..whole.len() / 2].to_vec()));
    bodies
}

#[test]
fn every_card_has_many_planted_texts() {
    for card in ["ic", "dl", "pp", "ac"] {
        let planter = Planter {
            card,
            listed: true,
            unknown: false,
        };
        let answer = planter.answer();
        let fields = &answer["images"][0]["idCard"]["result"][card];
        let count = fields.to_string().matches(CANARY).count();
        assert!(count >= fields.as_object().unwrap().len(), "{fields}");
    }
}

#[test]
fn a_planted_text_is_found_in_every_form() {
    let planted = format!("before {CANARY}-here behind");
    let bytes = planted.as_bytes();
    for printed in [
        planted.clone(),
        planted.to_uppercase(),
        format!("{bytes:?}"),
        format!("{bytes:#?}"),
        STANDARD.encode(bytes),
        STANDARD.encode(&bytes[1..]),
        STANDARD.encode(&bytes[2..]),
        hex(bytes).to_uppercase(),
    ] {
        assert!(find(&printed).is_some(), "{printed}");
    }
    assert_eq!(find("nothing of the kind: Personal(…)"), None);
}
