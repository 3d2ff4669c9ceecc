//! Makes one answer of the service, as a tree that satisfies the schema unless it must not.
//!
//! Here is how the service uses the room that the schema leaves: what belongs together, what is
//! often absent, what a field looks like. The catalogue is walked in its order, so that a member
//! that the spec gains is answered too.

use super::options::{AnswerOptions, CardKind, Outcome, Variety, cards};
use super::outline::Outlines;
use super::reading::Reading;
use super::value::{Member, Value};
use crate::{Layout, Seeded};
use clova_id_card::catalog::{self, Choice, Object, RESPONSE, Shape};
use clova_id_card::json_schema;
use std::borrow::Cow;

/// Makes answers.
pub struct Answers {
    root: Option<&'static Object>,
    cards: &'static [Choice],
    schema: serde_json::Value,
}

/// Once in so many answers no card was recognised.
const FAILURES: u64 = 20;

/// How often something that is there as a rule is absent: once in so many times.
const SELDOM: u64 = 24;

/// How often a field of a card is absent: once in so many times.
const UNREAD: u64 = 3;

impl Default for Answers {
    fn default() -> Self {
        Self {
            cards: cards(),
            root: match RESPONSE.shape {
                Shape::Object(object) => Some(object),
                _ => None,
            },
            // The exported schema is JSON, which a test of the generator and each answer shows.
            schema: serde_json::from_str(json_schema::RESPONSE).unwrap_or_default(),
        }
    }
}

impl Answers {
    /// The bytes of an answer.
    pub fn json(&self, options: AnswerOptions<'_>, seeded: &mut Seeded) -> Vec<u8> {
        let answer = self.answer(options, seeded);
        Layout::Compact.text(answer, seeded).into_bytes()
    }

    /// An answer as a tree.
    pub(super) fn answer(&self, options: AnswerOptions<'_>, seeded: &mut Seeded) -> Value {
        let outcome = match (seeded.next() % FAILURES, options.outcome) {
            (_, Some(outcome)) => outcome,
            (0, None) if seeded.one_in(2) => Outcome::Failure,
            (0, None) => Outcome::Error,
            _ => Outcome::Success,
        };
        let drawn = seeded.pick(self.cards);
        let card = match options.card {
            CardKind::Any => drawn,
            CardKind::In(member) => {
                let mut cards = self.cards.iter();
                cards.find(|card| card.member == member).or(drawn)
            }
            CardKind::Unknown => None,
        };
        let converted = seeded.one_in(8);
        let mut writer = Writer {
            schema: &self.schema,
            options,
            outcome,
            card,
            converted: options.converted.unwrap_or(converted),
            scores: match seeded.between(0, 9) {
                0..=6 => Scores::Absent,
                7 => Scores::Nought,
                _ => Scores::Given,
            },
            outlines: Outlines::new(options.variety, seeded),
            reading: Reading::default(),
            block: "",
            field: "",
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

struct Writer<'a> {
    schema: &'a serde_json::Value,
    options: AnswerOptions<'a>,
    outcome: Outcome,
    /// `None` for one that the spec does not know.
    card: Option<&'static Choice>,
    converted: bool,
    scores: Scores,
    outlines: Outlines,
    /// What the field that is being written says.
    reading: Reading,
    /// The member that the card is in.
    block: &'static str,
    /// The member that is that field.
    field: &'static str,
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
        if object.one_of.is_some() && self.card.is_none() {
            members.push(self.unknown_card());
        }
        if self.options.undocumented && (object.schema == "ImageResult" || self.seeded.one_in(4)) {
            let (name, value) = match object.schema {
                "ConvertedImageInfo" => ("longImage", "false"),
                _ => ("addedLater", r#"{"why":"V2 grows without a new version"}"#),
            };
            members.push((name.into(), Value::written(value)));
        }
        Value::Object(members)
    }

    /// The fields of a card that the spec does not know.
    fn unknown_card(&mut self) -> Member {
        self.block = "rc";
        self.begin_field("name");
        let field = Value::Object(vec![
            (
                "text".into(),
                Value::text(self.reading.part("text").unwrap_or_default()),
            ),
            ("boundingPolys".into(), self.outlines.field(0, self.seeded)),
        ]);
        let fields = vec![("name".into(), Value::List(vec![field]))];
        (self.block.into(), Value::Object(fields))
    }

    fn begin_field(&mut self, name: &'static str) {
        self.field = name;
        self.reading = Reading::new(self.block, name, self.seeded);
        self.outlines.next_field(self.seeded);
    }

    /// Whether what the service has always sent is there.
    fn no_gap(&mut self) -> bool {
        !(self.options.variety == Variety::Allowed && self.seeded.one_in(SELDOM))
    }

    /// Whether what is there as a rule is absent this once.
    fn lacks(&mut self, once_in: u64) -> bool {
        self.options.variety != Variety::Typical && self.seeded.one_in(once_in)
    }

    /// Whether a member that need not be there is.
    fn is_there(&mut self, owner: &Object, member: &str) -> bool {
        if let Some(one_of) = &owner.one_of {
            if one_of.choices.iter().any(|choice| choice.member == member) {
                return self.card.is_some_and(|card| card.member == member);
            }
            if one_of.named_by == Some(member) {
                return self.card.is_none() || self.no_gap();
            }
        }
        match (owner.schema, member) {
            ("ImageResult", "idCard") => self.outcome == Outcome::Success,
            ("ImageResult", "convertedImageInfo") => self.converted,
            ("IdCard", "result") => self.card.is_none() || self.no_gap(),
            ("ValidationResult", "message") => self.lacks(3),
            // Seen in integrations only, or not of every holder.
            (_, "condition" | "organDonation" | "alienRegNumEtc") | ("Passport", "personalNum") => {
                self.seeded.one_in(4)
            }
            (_, "confidenceScore") => self.scores != Scores::Absent && self.no_gap(),
            (_, "keyText") => self.scores != Scores::Absent && self.seeded.one_in(2),
            (_, "formatted" | "maskingPolys") => !self.reading.is_bare() && !self.lacks(SELDOM),
            // A field of a card that could not be read is not there at all; one of them always is.
            _ if is_card(owner) => {
                let is_first = owner.members.first().is_some_and(|one| one.name == member);
                if is_first {
                    self.no_gap()
                } else {
                    !self.lacks(UNREAD)
                }
            }
            _ => !self.lacks(SELDOM),
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
            ("maskingPolys", _) if self.is_masked() => self.outlines.field(6, self.seeded),
            ("maskingPolys", _) => Value::List(Vec::new()),
            ("rois", _) => self.outlines.card(self.seeded),
            (_, Shape::Object(object)) => self.object(object),
            (_, Shape::Array(Shape::Object(item))) => Value::List(vec![self.object(item)]),
            (_, Shape::Enum(values)) => self.listed(owner, member.name, values),
            _ => self.scalar(owner, member.name),
        }
    }

    /// Whether the service says what to cover of the field.
    fn is_masked(&self) -> bool {
        // The second line of a passport has its number once more. A corpus keeps its bytes.
        let repeats = self.field == "mrz2" && self.options.variety == Variety::Typical;
        self.reading.is_masked() || repeats
    }

    fn listed(&mut self, owner: &Object, member: &str, values: &[&'static str]) -> Value {
        if let Some(one_of) = &owner.one_of
            && one_of.named_by == Some(member)
        {
            let name = self.card.map_or(Some("Residence Card"), |card| card.value);
            return Value::text(name.unwrap_or_default());
        }
        let is_outcome = (owner.schema, member) == ("ImageResult", "inferResult");
        if self.options.unlisted && (is_outcome || self.seeded.one_in(2)) {
            return Value::text(if is_outcome { "PARTIAL" } else { "UNHEARD_OF" });
        }
        let usual = match (owner.schema, member) {
            _ if is_outcome => return Value::text(self.outcome.as_str()),
            ("ValidationResult", _) => "NO_REQUESTED",
            ("IdCardMeta", _) => "ko",
            _ => "",
        };
        if values.contains(&usual) && !self.lacks(SELDOM) {
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
                Outcome::Success => "SUCCESS",
                Outcome::Failure => "No ID card was recognized.",
                Outcome::Error => "Read page:0 error.",
            }),
            (_, "message") => Value::text("The check was not made."),
            (_, "width") => Value::written(width.to_string()),
            (_, "height") => Value::written(height.to_string()),
            (_, "pageIndex") => Value::written("0"),
            (_, "keyText") => Value::text(""),
            (_, "confidenceScore") => Value::written(self.score()),
            _ => match self.reading.part(member) {
                Some(text) => Value::text(text),
                None => self.typed(owner, member),
            },
        }
    }

    /// By its type, where nothing is known of a member.
    fn typed(&mut self, owner: &Object, member: &str) -> Value {
        let place = format!("/$defs/{}/properties/{member}/type", owner.schema);
        let place = self.schema.pointer(&place).and_then(|kind| kind.as_str());
        match place {
            Some("integer") => Value::written(self.seeded.between(0, 4000).to_string()),
            Some("number") => Value::written(format!("0.{}1", self.seeded.digits(3))),
            Some("boolean") if self.lacks(SELDOM) => Value::written("false"),
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
        if let Some(id) = self.options.request_id {
            return id.to_owned();
        }
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
        if let Some(name) = self.options.image_name {
            return name.to_owned();
        }
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
