//! Answers: a seed and what was asked come in, an answer of the service goes out.
//!
//! ```text
//! mod      what is there, by walking the schema: a member that the spec gains is answered too
//! picture  where it stands in the image
//! ```
//!
//! What the fields of a card say is made up in [`crate::made_up`], for the corpus too.
//!
//! It stands apart because it is the only part that makes an answer up. The schema says what may
//! be there; what is written here is how the service uses that room: what belongs together, what
//! is often absent, what a field looks like.

mod picture;

use super::config::Show;
use super::fault::Fault;
use super::image::is_converted;
use super::request::Asked;
use clova_id_card::catalog::{Choice, Object, OneOf, RESPONSE, Shape};
use clova_id_card::json_schema;
use idcard_synthetic::Reading;
use idcard_synthetic::Seeded;
use picture::Picture;
use serde_json::{Map, Value, json};

/// Makes answers.
pub(super) struct Maker {
    schema: Value,
}

/// What an answer is to be like.
pub(super) struct Wanted<'a> {
    pub(super) asked: &'a Asked,
    pub(super) show: Show,
    pub(super) fault: Option<&'a Fault>,
    pub(super) extra_members: bool,
}

impl Maker {
    pub(super) fn new() -> Self {
        Self {
            // The exported schema is JSON, which a test of the generator and each answer shows.
            schema: serde_json::from_str(json_schema::RESPONSE).unwrap_or_default(),
        }
    }

    /// The bytes of an answer, and its outcome.
    pub(super) fn answer(&self, wanted: &Wanted<'_>, mut seeded: Seeded) -> Vec<u8> {
        let outcome = match wanted.show {
            Show::Any => match seeded.between(0, 9) {
                0 => Outcome::Failure,
                1 => Outcome::Error,
                _ => Outcome::Success,
            },
            Show::Card(_) => Outcome::Success,
            Show::Failure => Outcome::Failure,
            Show::Error => Outcome::Error,
        };
        let unknown_card = wanted.fault == Some(&Fault::UnknownCard);
        let outcome = if unknown_card {
            Outcome::Success
        } else {
            outcome
        };
        let drawn = seeded.pick(cards());
        let card = match wanted.show {
            Show::Card(member) => cards().iter().find(|card| card.member == member).or(drawn),
            _ => drawn,
        };
        let mut writer = Writer {
            root: &self.schema,
            wanted,
            outcome,
            card: card.filter(|_| !unknown_card),
            scores: seeded.between(0, 2),
            picture: Picture::new(&mut seeded),
            reading: Reading::default(),
            seeded,
        };
        let mut answer = writer.value(&self.schema, "RecognitionResponse", "");
        if wanted.fault == Some(&Fault::UnknownEnum) {
            answer["images"][0]["inferResult"] = json!("PARTIAL");
        }
        // What comes out of `json!` has no key that is not a string, so it can be written.
        serde_json::to_vec(&answer).unwrap_or_default()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Success,
    Failure,
    Error,
}

/// The kinds of card that the spec knows.
pub(super) fn cards() -> &'static [Choice] {
    one_of(&RESPONSE.shape, &mut Vec::new())
        .map(|one_of| one_of.choices)
        .unwrap_or_default()
}

/// The first choice in a shape; shapes may lead back to themselves.
fn one_of(shape: &'static Shape, seen: &mut Vec<&'static str>) -> Option<&'static OneOf> {
    let object: &'static Object = match shape {
        Shape::Array(items) => return one_of(items, seen),
        Shape::Object(object) => object,
        _ => return None,
    };
    if seen.contains(&object.schema) {
        return None;
    }
    seen.push(object.schema);
    object.one_of.as_ref().or_else(|| {
        let mut members = object.members.iter();
        members.find_map(|member| one_of(&member.shape, seen))
    })
}

struct Writer<'a> {
    root: &'a Value,
    wanted: &'a Wanted<'a>,
    outcome: Outcome,
    /// `None` for one that the spec does not know.
    card: Option<&'static Choice>,
    /// On one answer all fields are scored, or none, or all with 0.
    scores: i32,
    picture: Picture,
    /// What the field that is being written says.
    reading: Reading,
    seeded: Seeded,
}

/// How often something that is there as a rule is absent: once in so many times.
const SELDOM: u64 = 16;

impl Writer<'_> {
    /// A value for a schema, which is that of `member` of the object `owner`.
    fn value(&mut self, schema: &Value, owner: &str, member: &str) -> Value {
        if let Some(reference) = schema["$ref"].as_str() {
            let name = reference.rsplit('/').next().unwrap_or_default();
            let root = self.root;
            return match root.pointer(reference.trim_start_matches('#')) {
                Some(target) => self.value(target, name, member),
                None => Value::Null,
            };
        }
        if let Some(choices) = schema["enum"].as_array() {
            return self.listed(choices, owner);
        }
        match schema["type"].as_str() {
            Some("object") => self.object(schema, owner, member),
            Some("array") => self.array(schema, owner, member),
            Some("integer") => json!(self.seeded.between(0, 4000)),
            Some("number") => json!(f64::from(self.seeded.between(0, 10_000)) / 10_000.0),
            Some("boolean") => json!(!self.seeded.one_in(SELDOM)),
            _ => json!("가상"),
        }
    }

    /// The members in the order of the alphabet, whatever order a map of `serde_json` has in this
    /// build: the order decides which choice goes where.
    fn object(&mut self, schema: &Value, owner: &str, member: &str) -> Value {
        let required = |name: &str| {
            let names = schema["required"].as_array();
            names.is_some_and(|names| names.iter().any(|known| known == name))
        };
        if cards().iter().any(|card| card.member == member) {
            return self.card_block(schema, member);
        }
        let mut properties: Vec<_> = schema["properties"]
            .as_object()
            .into_iter()
            .flatten()
            .collect();
        properties.sort_by_key(|(name, _)| *name);
        let mut object = Map::new();
        for (name, property) in properties {
            if !required(name) && !self.is_there(owner, name) {
                continue;
            }
            let value = match self.known(owner, name) {
                Some(value) => value,
                None => self.value(property, owner, name),
            };
            object.insert(name.clone(), value);
        }
        self.unnamed(owner, &mut object);
        Value::Object(object)
    }

    /// What the spec does not name, where it was asked for.
    fn unnamed(&mut self, owner: &str, object: &mut Map<String, Value>) {
        let asked = self.wanted.extra_members || self.wanted.fault == Some(&Fault::ExtraMembers);
        if asked && (owner == "ImageResult" || self.seeded.one_in(4)) {
            let (name, value) = match owner {
                "ConvertedImageInfo" => ("longImage", json!(false)),
                _ => (
                    "addedLater",
                    json!({"why": "V2 grows without a new version"}),
                ),
            };
            object.insert(name.to_owned(), value);
        }
        if owner == "IdCardResult" && self.card.is_none() {
            let text = self.reading_of("name", "text");
            let field =
                json!([{ "boundingPolys": self.picture.outlines(&mut self.seeded), "text": text }]);
            object.insert("rc".to_owned(), json!({ "name": field }));
            object.insert("idtype".to_owned(), json!("Residence Card"));
        }
    }

    fn reading_of(&mut self, field: &str, part: &str) -> Value {
        self.reading = Reading::new("", field, &mut self.seeded);
        self.reading.part(part).unwrap_or_default()
    }

    /// A card: each member is a field with one reading.
    fn card_block(&mut self, schema: &Value, card: &str) -> Value {
        let mut fields: Vec<_> = schema["properties"]
            .as_object()
            .into_iter()
            .flatten()
            .collect();
        fields.sort_by_key(|(name, _)| *name);
        let mut block = Map::new();
        for (name, field) in fields {
            // Seen in integrations only, or not of every holder.
            let rare = matches!(name.as_str(), "condition" | "organDonation")
                || (card == "pp" && name == "personalNum");
            let there = if rare {
                self.seeded.one_in(4)
            } else {
                !self.seeded.one_in(SELDOM)
            };
            if there {
                self.reading = Reading::new(card, name, &mut self.seeded);
                self.picture.next_line();
                block.insert(name.clone(), self.value(field, card, name));
            }
        }
        Value::Object(block)
    }

    fn array(&mut self, schema: &Value, owner: &str, member: &str) -> Value {
        match member {
            "boundingPolys" => self.picture.outlines(&mut self.seeded),
            "maskingPolys" if self.reading.is_masked() => self.picture.covers(&mut self.seeded),
            "maskingPolys" => json!([]),
            "rois" => self.picture.card(&mut self.seeded),
            _ => json!([self.value(&schema["items"], owner, member)]),
        }
    }

    /// Whether a member that need not be there is. What the service leaves out often, it leaves
    /// out often here; what was there on everything seen is left out now and then.
    fn is_there(&mut self, owner: &str, member: &str) -> bool {
        let success = self.outcome == Outcome::Success;
        if owner == "IdCardResult" && cards().iter().any(|card| card.member == member) {
            return self.card.is_some_and(|card| card.member == member);
        }
        match (owner, member) {
            ("ImageResult", "idCard") => success,
            ("ImageResult", "convertedImageInfo") => is_converted(self.wanted.asked.format),
            ("IdCard", "result") if self.card.is_none() => true,
            ("ValidationResult", "message") => self.seeded.one_in(3),
            (_, "confidenceScore") => self.scores > 0 && !self.seeded.one_in(SELDOM),
            (_, "keyText") => self.scores == 2 && self.seeded.one_in(2),
            (_, "formatted" | "maskingPolys") => {
                !self.reading.is_bare() && !self.seeded.one_in(SELDOM)
            }
            _ => !self.seeded.one_in(SELDOM),
        }
    }

    /// The members whose values are more than what the schema says of them.
    fn known(&mut self, owner: &str, member: &str) -> Option<Value> {
        let asked = self.wanted.asked;
        Some(match (owner, member) {
            ("RecognitionResponse", "version") => json!("V2"),
            ("RecognitionResponse", "requestId") => json!(asked.request_id),
            ("RecognitionResponse", "timestamp") => json!(self.seeded.time()),
            ("ImageResult", "uid") => json!(self.seeded.name()),
            ("ImageResult", "name") => json!(asked.image_name),
            ("ImageResult", "inferResult") => json!(match self.outcome {
                Outcome::Success => "SUCCESS",
                Outcome::Failure => "FAILURE",
                Outcome::Error => "ERROR",
            }),
            ("ImageResult", "message") => json!(match self.outcome {
                Outcome::Success => "SUCCESS",
                Outcome::Failure => "No ID card was recognized.",
                Outcome::Error => "Read page:0 error.",
            }),
            ("IdCardResult", "idtype") => json!(self.card?.value?),
            ("ValidationResult", "message") => json!("The check was not made."),
            ("ConvertedImageInfo", "width") => json!(self.picture.width()),
            ("ConvertedImageInfo", "height") => json!(self.picture.height()),
            ("ConvertedImageInfo", "pageIndex") => json!(0),
            (_, "keyText") => json!(""),
            (_, "confidenceScore") if self.scores == 1 => json!(0.0),
            _ => return self.reading.part(member),
        })
    }

    /// A value of an enumeration.
    fn listed(&mut self, choices: &[Value], owner: &str) -> Value {
        if self.wanted.fault == Some(&Fault::UnknownEnum) && self.seeded.one_in(2) {
            return json!("UNHEARD_OF");
        }
        // No check is asked for, so none was made, on every success seen.
        let usual = match owner {
            "ValidationCode" => Some("NO_REQUESTED"),
            "Language" => Some("ko"),
            _ => None,
        };
        match usual {
            Some(usual) if self.seeded.one_in(2) => json!(usual),
            _ => self.seeded.pick(choices).cloned().unwrap_or_default(),
        }
    }
}
