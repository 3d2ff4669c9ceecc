//! Lists what may be asked of an answer.

use clova_id_card::catalog::{Choice, Object, OneOf, RESPONSE, Shape};

/// What an answer has to be like. By default all of it is left to chance, and the answer is as the
/// service sends it.
#[derive(Debug, Clone, Copy, Default)]
pub struct AnswerOptions<'a> {
    /// How the recognition ended.
    pub outcome: Option<Outcome>,
    /// The card that was recognised.
    pub card: CardKind,
    /// The id of the request that is answered.
    pub request_id: Option<&'a str>,
    /// The name of the image that was sent.
    pub image_name: Option<&'a str>,
    /// Whether the service made a picture of the file first.
    pub converted: Option<bool>,
    /// How much of what may be absent is.
    pub variety: Variety,
    /// Has values that no enumeration of the spec has.
    pub unlisted: bool,
    /// Has members that the spec does not name.
    pub undocumented: bool,
}

/// How far answers differ from each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Variety {
    /// As the service typically answers: the whole card was read, and nothing that it sends as a
    /// rule is absent.
    Typical,
    /// As a corpus needs it: now and then something is absent that has been seen to be.
    #[default]
    Seen,
    /// As the spec allows it: now and then what the service has always sent is absent too.
    Allowed,
}

/// How a recognition ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the values of `inferResult`")]
pub enum Outcome {
    Success,
    Failure,
    Error,
}

impl Outcome {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Success => "SUCCESS",
            Self::Failure => "FAILURE",
            Self::Error => "ERROR",
        }
    }
}

/// A kind of card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CardKind {
    /// Any that the spec knows.
    #[default]
    Any,
    /// That whose fields are in this member.
    In(&'static str),
    /// One that the spec does not know.
    Unknown,
}

/// The kinds of card that the spec knows.
pub fn cards() -> &'static [Choice] {
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
