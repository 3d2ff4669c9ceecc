//! Damages a good document, in ways whose verdicts are known beforehand.

use super::value::{Member, Value};
use crate::Seeded;
use idcard_judge::Verdict;
use std::borrow::Cow;

macro_rules! damages {
    ($($(#[doc = $doc:literal])* $name:ident => $verdict:ident,)*) => {
        /// A way of being wrong.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "the names say it all, and the code beside them the rest")]
        pub enum Damage {
            $($(#[doc = $doc])* $name,)*
        }

        impl Damage {
            /// Each of them.
            pub const ALL: [Self; [$(Self::$name),*].len()] = [$(Self::$name),*];

            /// What the judge says of a document with it.
            pub fn verdict(self) -> Verdict {
                match self {
                    $(Self::$name => Verdict::$verdict,)*
                }
            }
        }
    };
}

damages! {
    ImagesMissing => Invalid,
    InferResultMissing => Invalid,
    TextMissing => Invalid,
    CoordinateMissing => Invalid,
    TimestampText => Invalid,
    TextNumber => Invalid,
    VersionNull => Invalid,
    CardNull => Invalid,
    MaskingNull => Invalid,
    CoordinateNull => Invalid,
    CoordinateText => Invalid,
    BooleanText => Invalid,
    FieldAnObject => Invalid,
    RoisAnObject => Invalid,
    ImagesAnObject => Invalid,
    ImageAList => Invalid,
    OutcomeUnknown => Invalid,
    OutcomeInLowerCase => Invalid,
    CardUnknown => Invalid,
    ValidationUnknown => Invalid,
    ScoreTooHigh => Invalid,
    ScoreNegative => Invalid,
    IntegerWithFraction => Invalid,
    IntegerTooLarge => Invalid,
    IntegerWithExponent => Invalid,
    NumberBeyondDouble => Unreadable,
    LeadingZero => Unreadable,
    NotANumber => Unreadable,
    NothingBehindThePoint => Unreadable,
    NothingBeforeThePoint => Unreadable,
    PlusSign => Unreadable,
    PythonTrue => Unreadable,
    SingleQuotes => Unreadable,
    LoneSurrogate => Unreadable,
    UnknownEscape => Unreadable,
    RawControl => Unreadable,
    TrailingComma => Unreadable,
    CommaMissing => Unreadable,
    Comment => Unreadable,
    TooDeep => Unreadable,
    Truncated => Unreadable,
    TruncatedInACharacter => Unreadable,
    LastBraceMissing => Unreadable,
    NotUtf8 => Unreadable,
    TwoValues => Unreadable,
    BraceTooMany => Unreadable,
    Html => Unreadable,
    RepeatedKey => Findings,
    CardsNone => Findings,
    CardsSeveral => Findings,
    IdtypeAtOdds => Findings,
    IdtypeMissing => Findings,
    IdtypeMisspelt => Findings,
    Undocumented => Findings,
}

/// A member that is written otherwise, or not at all.
struct Edit {
    /// A member by which its owner is known.
    owner: &'static str,
    key: &'static str,
    /// As it is written; `None` takes the member away.
    value: Option<Cow<'static, str>>,
}

/// Members that no spec names, by one that their owner has.
const UNDOCUMENTED: [(&str, &str, &str); 14] = [
    ("version", "engine", r#""2.31""#),
    ("version", "billing", r#"{"units":1,"free":false}"#),
    ("version", "추가", r#""가상""#),
    ("inferResult", "longImage", "false"),
    ("inferResult", "rotation", "-90.5"),
    ("inferResult", "warnings", "[]"),
    (
        "inferResult",
        "quality",
        r#"{"blur":0.25,"glare":[1,2.5e-1,null]}"#,
    ),
    ("idtype", "subtype", "null"),
    ("idtype", "layout", "17"),
    ("text", "lineBreak", "true"),
    ("text", "inferredText", r#""\uac00\n\"상\"""#),
    ("text", "type", r#""NORMAL""#),
    ("vertices", "z", "[0,-0,1E+2]"),
    ("x", "confidence", "0.998"),
];

impl Damage {
    /// What can be done to the tree.
    pub(super) fn to_tree(self, tree: &mut Value, seeded: &mut Seeded) {
        if self == Self::Undocumented {
            let (owner, key, value) = *seeded.pick(&UNDOCUMENTED).unwrap_or(&UNDOCUMENTED[0]);
            let owner = if tree.has(owner) { owner } else { "version" };
            return with_owner(tree, owner, seeded, |members, seeded| {
                let count = u64::try_from(members.len()).unwrap_or_default() + 1;
                let place = usize::try_from(seeded.next() % count).unwrap_or_default();
                members.insert(place, (key.into(), Value::written(value)));
            });
        }
        if let Some(Edit { owner, key, value }) = self.edit() {
            // A card without any outline has no coordinates; its time is as good for being wrong.
            let (owner, key) = if tree.has(owner) {
                (owner, key)
            } else {
                ("version", "timestamp")
            };
            with_owner(tree, owner, seeded, |members, _| match value {
                Some(value) => set(members, key, Value::Written(value)),
                None => members.retain(|(name, _)| name != key),
            });
        }
        match self {
            Self::RepeatedKey => with_owner(tree, "version", seeded, |members, _| {
                members.push(("version".into(), Value::text("V3")));
            }),
            Self::TruncatedInACharacter => with_owner(tree, "version", seeded, |members, _| {
                set(members, "requestId", Value::text("가상"));
            }),
            Self::CardsNone | Self::CardsSeveral | Self::IdtypeAtOdds | Self::IdtypeMisspelt => {
                with_owner(tree, "idtype", seeded, |members, _| self.to_card(members));
            }
            _ => {}
        }
    }

    fn to_card(self, members: &mut Vec<Member>) {
        let is_card = |name: &str| matches!(name, "ic" | "dl" | "pp" | "ac");
        let has_passport = members.iter().any(|(name, _)| name == "pp");
        match self {
            Self::CardsNone => members.retain(|(name, _)| !is_card(name)),
            Self::CardsSeveral => {
                let other = if has_passport { "ic" } else { "pp" };
                members.push((other.into(), Value::Object(Vec::new())));
            }
            Self::IdtypeAtOdds => {
                let other = if has_passport { "ID Card" } else { "Passport" };
                set(members, "idtype", Value::text(other));
            }
            _ => {
                for (name, _) in members.iter_mut().filter(|(name, _)| name == "idtype") {
                    *name = "idType".into();
                }
            }
        }
    }

    fn edit(self) -> Option<Edit> {
        let (owner, key, value) = match self {
            Self::ImagesMissing => ("version", "images", ""),
            Self::InferResultMissing => ("inferResult", "inferResult", ""),
            Self::TextMissing => ("text", "text", ""),
            Self::CoordinateMissing => ("x", "x", ""),
            Self::IdtypeMissing => ("idtype", "idtype", ""),
            Self::TimestampText => ("version", "timestamp", r#""1724832750462""#),
            Self::TextNumber => ("text", "text", "20200816"),
            Self::VersionNull => ("version", "version", "null"),
            Self::CardNull => ("inferResult", "idCard", "null"),
            Self::MaskingNull => ("text", "maskingPolys", "null"),
            Self::CoordinateNull => ("x", "y", "null"),
            Self::CoordinateText => ("x", "y", r#""12.5""#),
            Self::BooleanText => ("idtype", "isConfident", r#""true""#),
            Self::FieldAnObject => ("idtype", "ic", r#"{"name":{"text":"가상"}}"#),
            Self::RoisAnObject => ("idtype", "rois", r#"{"x":1.0,"y":2.0}"#),
            Self::ImagesAnObject => ("version", "images", "{}"),
            Self::ImageAList => ("version", "images", "[[]]"),
            Self::OutcomeUnknown => ("inferResult", "inferResult", r#""PARTIAL""#),
            Self::OutcomeInLowerCase => ("inferResult", "inferResult", r#""success""#),
            Self::CardUnknown => ("idtype", "idtype", r#""Residence Card""#),
            Self::ValidationUnknown => ("inferResult", "validationResult", r#"{"result":"OK"}"#),
            Self::ScoreTooHigh => ("text", "confidenceScore", "1.0001"),
            Self::ScoreNegative => ("text", "confidenceScore", "-0.0001"),
            Self::IntegerWithFraction => ("version", "timestamp", "1724832750462.5"),
            Self::IntegerTooLarge => ("version", "timestamp", "9223372036854775808"),
            Self::IntegerWithExponent => ("version", "timestamp", "1e19"),
            Self::NumberBeyondDouble => ("x", "x", "1e999"),
            Self::LeadingZero => ("x", "x", "012.5"),
            Self::NotANumber => ("x", "y", "NaN"),
            Self::NothingBehindThePoint => ("x", "x", "12."),
            Self::NothingBeforeThePoint => ("x", "y", ".5"),
            Self::PlusSign => ("x", "y", "+1.5"),
            Self::PythonTrue => ("idtype", "isConfident", "True"),
            Self::SingleQuotes => ("version", "version", "'V2'"),
            Self::LoneSurrogate => ("inferResult", "name", r#""\ud800""#),
            Self::UnknownEscape => ("inferResult", "name", r#""\x41""#),
            Self::RawControl => ("inferResult", "name", "\"a\u{1}b\""),
            Self::TrailingComma => ("idtype", "rois", r#"[{"vertices":[]},]"#),
            Self::CommaMissing => ("version", "version", r#""V2" "V2""#),
            Self::Comment => ("idtype", "rois", "[/* none */]"),
            Self::TooDeep => {
                let deep = "[".repeat(200) + &"]".repeat(200);
                return Some(Edit {
                    owner: "idtype",
                    key: "deep",
                    value: Some(deep.into()),
                });
            }
            _ => return None,
        };
        Some(Edit {
            owner,
            key,
            value: (!value.is_empty()).then_some(value.into()),
        })
    }

    /// What can only be done to the text.
    pub(super) fn to_text(self, mut text: String, seeded: &mut Seeded) -> Vec<u8> {
        match self {
            Self::LastBraceMissing => {
                text.pop();
            }
            Self::TwoValues => text.push_str(" {}"),
            Self::BraceTooMany => text.push('}'),
            Self::Html => return b"<html><body>502 Bad Gateway</body></html>".to_vec(),
            _ => {}
        }
        let mut bytes = text.into_bytes();
        match self {
            Self::Truncated => {
                let inside = u64::try_from(bytes.len()).unwrap_or_default().max(2) - 1;
                let length = usize::try_from(seeded.next() % inside).unwrap_or_default();
                bytes.truncate(length + 1);
            }
            Self::TruncatedInACharacter => {
                let inside = bytes.iter().rposition(|byte| !byte.is_ascii());
                bytes.truncate(inside.unwrap_or_default());
            }
            Self::NotUtf8 => {
                let outside = bytes.windows(4).position(|four| four == br#""V2""#);
                if let Some(byte) = bytes.get_mut(outside.unwrap_or_default() + 1) {
                    *byte = 0xFF;
                }
            }
            _ => {}
        }
        bytes
    }
}

/// Changes one of the objects that have this member.
fn with_owner(
    tree: &mut Value,
    key: &str,
    seeded: &mut Seeded,
    change: impl FnOnce(&mut Vec<Member>, &mut Seeded),
) {
    let mut owners = Vec::new();
    tree.owners_of(key, &mut owners);
    let count = u64::try_from(owners.len()).unwrap_or_default().max(1);
    let index = usize::try_from(seeded.next() % count).unwrap_or_default();
    if let Some(members) = owners.into_iter().nth(index) {
        change(members, seeded);
    }
}

fn set(members: &mut Vec<Member>, key: &'static str, value: Value) {
    match members.iter_mut().find(|(name, _)| name == key) {
        Some((_, known)) => *known = value,
        None => members.push((key.into(), value)),
    }
}
