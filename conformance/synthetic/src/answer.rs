//! One answer of the service: chance comes in, a tree that satisfies the schema goes out.
//!
//! It stands apart because it alone knows how the service uses the room that the schema leaves:
//! what belongs together, what is often absent, what a field looks like. It walks the catalogue in
//! its order, so that a member that the spec gains is in the corpus too.

use super::outline::Outlines;
use super::value::{Member, Value};
use super::wording;
use crate::{Reading, Seeded};
use clova_id_card::catalog::{self, Object, RESPONSE, Shape};
use clova_id_card::json_schema;
use std::borrow::Cow;

/// Makes answers.
pub(super) struct Answers {
    root: Option<&'static Object>,
    schema: serde_json::Value,
}

/// Once in so many answers no card was recognised.
const FAILURES: u64 = 20;

/// How often something that is there as a rule is absent: once in so many times.
const SELDOM: u64 = 24;

/// How often a field of a card is absent: once in so many times.
const UNREAD: u64 = 3;

impl Answers {
    pub(super) fn new() -> Self {
        Self {
            root: match RESPONSE.shape {
                Shape::Object(object) => Some(object),
                _ => None,
            },
            // The exported schema is JSON, which a test of the generator and each answer shows.
            schema: serde_json::from_str(json_schema::RESPONSE).unwrap_or_default(),
        }
    }

    /// An answer; of a card that was recognised, if that is asked for.
    pub(super) fn answer(&self, recognised: bool, seeded: &mut Seeded) -> Value {
        let outcome = match seeded.next() % FAILURES {
            0 if !recognised => seeded.word(&["FAILURE", "ERROR"]),
            _ => "SUCCESS",
        };
        let mut writer = Writer {
            schema: &self.schema,
            outcome,
            card: usize::try_from(seeded.next() % 4).unwrap_or_default(),
            converted: seeded.one_in(8),
            scores: match seeded.between(0, 9) {
                0..=6 => Scores::Absent,
                7 => Scores::Nought,
                _ => Scores::Given,
            },
            outlines: Outlines::new(seeded),
            reading: Field::default(),
            block: "",
            seeded,
        };
        match self.root {
            Some(root) => writer.object(root),
            None => Value::Object(Vec::new()),
        }
    }
}

/// On one answer all fields are scored, or none, or all with 0.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scores {
    Absent,
    Nought,
    Given,
}

/// What the field that is being written says.
#[derive(Default)]
struct Field {
    reading: Reading,
    /// Instead of the reading's, where that has too few.
    words: Option<(String, String)>,
}

struct Writer<'a> {
    schema: &'a serde_json::Value,
    outcome: &'static str,
    card: usize,
    converted: bool,
    scores: Scores,
    outlines: Outlines,
    reading: Field,
    /// The member that the card is in.
    block: &'static str,
    seeded: &'a mut Seeded,
}

impl Writer<'_> {
    fn object(&mut self, object: &'static Object) -> Value {
        let mut members: Vec<Member> = Vec::with_capacity(object.members.len());
        for member in object.members {
            if is_field(member) {
                self.begin_field(member.name);
            }
            if member.required || self.is_there(object, member.name) {
                let value = self.member(object, member);
                members.push((Cow::Borrowed(member.name), value));
            }
        }
        Value::Object(members)
    }

    fn begin_field(&mut self, name: &'static str) {
        let reading = Reading::new(self.block, name, self.seeded);
        let words = match name {
            "name" | "fullNameKor" => Some(wording::name(self.seeded)),
            "address" => Some(wording::address(self.seeded)),
            _ => None,
        };
        self.reading = Field { reading, words };
        self.outlines.next_field(self.seeded);
    }

    /// Whether a member that need not be there is.
    fn is_there(&mut self, owner: &Object, member: &str) -> bool {
        if let Some(one_of) = &owner.one_of {
            let choice = one_of
                .choices
                .iter()
                .position(|choice| choice.member == member);
            if choice.is_some() {
                return choice == Some(self.card % one_of.choices.len());
            }
            if one_of.named_by == Some(member) {
                return true;
            }
        }
        match (owner.schema, member) {
            ("ImageResult", "idCard") => self.outcome == "SUCCESS",
            ("ImageResult", "convertedImageInfo") => self.converted,
            ("IdCard", "result") => true,
            ("ValidationResult", "message") => self.seeded.one_in(3),
            // Seen in integrations only, or not of every holder.
            (_, "condition" | "organDonation" | "alienRegNumEtc") | ("Passport", "personalNum") => {
                self.seeded.one_in(4)
            }
            (_, "confidenceScore") => self.scores != Scores::Absent,
            (_, "keyText") => self.scores != Scores::Absent && self.seeded.one_in(2),
            (_, "formatted" | "maskingPolys") => {
                !self.reading.reading.is_bare() && !self.seeded.one_in(SELDOM)
            }
            // A field of a card that could not be read is not there at all; one of them always is.
            _ if is_card(owner) => {
                let is_first = owner.members.first().is_some_and(|one| one.name == member);
                is_first || !self.seeded.one_in(UNREAD)
            }
            _ => !self.seeded.one_in(SELDOM),
        }
    }

    fn member(&mut self, owner: &'static Object, member: &'static catalog::Member) -> Value {
        let is_choice = owner
            .one_of
            .is_some_and(|one_of| one_of.choices.iter().any(|one| one.member == member.name));
        if is_choice {
            self.block = member.name;
        }
        match (member.name, &member.shape) {
            ("boundingPolys", _) => self.outlines.field(0, self.seeded),
            ("maskingPolys", _) if self.reading.reading.is_masked() => {
                self.outlines.field(6, self.seeded)
            }
            ("maskingPolys", _) => Value::List(Vec::new()),
            ("rois", _) => self.outlines.card(self.seeded),
            (_, Shape::Object(object)) => self.object(object),
            (_, Shape::Array(Shape::Object(item))) => Value::List(vec![self.object(item)]),
            (_, Shape::Enum(values)) => self.listed(owner, member.name, values),
            _ => self.scalar(owner, member.name),
        }
    }

    fn listed(&mut self, owner: &Object, member: &str, values: &[&'static str]) -> Value {
        if let Some(one_of) = &owner.one_of
            && one_of.named_by == Some(member)
        {
            let choice = one_of.choices.get(self.card % one_of.choices.len());
            return Value::text(choice.and_then(|choice| choice.value).unwrap_or_default());
        }
        let usual = match (owner.schema, member) {
            ("ImageResult", "inferResult") => return Value::text(self.outcome),
            ("ValidationResult", _) => "NO_REQUESTED",
            ("IdCardMeta", _) => "ko",
            _ => "",
        };
        if values.contains(&usual) && !self.seeded.one_in(SELDOM) {
            return Value::text(usual);
        }
        Value::text(self.seeded.word(values))
    }

    fn scalar(&mut self, owner: &Object, member: &str) -> Value {
        let (width, height) = self.outlines.size();
        match (owner.schema, member) {
            (_, "version") => Value::text("V2"),
            (_, "requestId") => Value::text(self.request_id()),
            (_, "timestamp") => Value::written(self.seeded.time().to_string()),
            (_, "uid") => Value::text(self.seeded.name()),
            ("ImageResult", "name") => Value::text(self.image_name()),
            ("ImageResult", "message") => Value::text(match self.outcome {
                "SUCCESS" => "SUCCESS",
                "FAILURE" => "No ID card was recognized.",
                _ => "Read page:0 error.",
            }),
            (_, "message") => Value::text("The check was not made."),
            (_, "width") => Value::written(width.to_string()),
            (_, "height") => Value::written(height.to_string()),
            (_, "pageIndex") => Value::written("0"),
            (_, "keyText") => Value::text(""),
            (_, "confidenceScore") => Value::written(self.score()),
            _ => self
                .said(member)
                .unwrap_or_else(|| self.typed(owner, member)),
        }
    }

    /// What the field says in this member.
    fn said(&self, member: &str) -> Option<Value> {
        match (&self.reading.words, member) {
            (Some((text, _)), "text") => Some(Value::text(text)),
            (Some((_, value)), "value") => Some(Value::text(value)),
            _ => {
                let part = self.reading.reading.part(member)?;
                part.as_str().map(Value::text)
            }
        }
    }

    /// By its type, where nothing is known of a member.
    fn typed(&mut self, owner: &Object, member: &str) -> Value {
        let place = format!("/$defs/{}/properties/{member}/type", owner.schema);
        let place = self.schema.pointer(&place).and_then(|kind| kind.as_str());
        match place {
            Some("integer") => Value::written(self.seeded.between(0, 4000).to_string()),
            Some("number") => Value::written(format!("0.{}1", self.seeded.digits(3))),
            Some("boolean") if self.seeded.one_in(SELDOM) => Value::written("false"),
            Some("boolean") => Value::written("true"),
            _ => Value::text("가상"),
        }
    }

    fn score(&mut self) -> Cow<'static, str> {
        match (self.scores, self.seeded.between(0, 19)) {
            (Scores::Nought, _) => "0.0".into(),
            (_, 0) => "1.0".into(),
            (_, 1) => "1".into(),
            (_, 2) => "0".into(),
            _ => format!("0.{}7", self.seeded.digits(4)).into(),
        }
    }

    fn request_id(&mut self) -> String {
        match self.seeded.between(0, 3) {
            0 => self.seeded.digits(6),
            1 => format!("scan-{}", self.seeded.digits(5)),
            _ => {
                let name = self.seeded.name();
                let part = |from: usize, to: usize| name.get(from..to).unwrap_or_default();
                [
                    part(0, 8),
                    part(8, 12),
                    part(12, 16),
                    part(16, 20),
                    part(20, 32),
                ]
                .join("-")
            }
        }
    }

    fn image_name(&mut self) -> String {
        let name = self
            .seeded
            .word(&["front", "idcard_test", "앞면", "신분증 사본", "scan"]);
        match self.seeded.between(0, 2) {
            0 => format!("{name}_{}", self.seeded.digits(4)),
            _ => name.to_owned(),
        }
    }
}

/// An object that holds fields of a card.
fn is_card(object: &Object) -> bool {
    object.members.iter().any(is_field)
}

fn is_field(member: &catalog::Member) -> bool {
    matches!(member.shape, Shape::Array(Shape::Object(item))
        if item.members.iter().any(|part| part.name == "boundingPolys"))
}
