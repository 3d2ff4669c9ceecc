//! Defines a change: one difference of the two documents, whom it concerns, and what is claimed of it.

use super::form::Role;
use serde::{Serialize, Serializer};
use serde_json::Value as Json;
use std::sync::Arc;

/// How the two documents differ at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// The new document has more.
    Added,
    /// The new document has it no more.
    Removed,
    /// Both have it, with another value.
    Changed,
    /// Both have the same members in another order.
    Reordered,
    /// The same goes by another name.
    Renamed,
    /// The crates differ where no line of the documents does.
    Emitted,
}

/// What is claimed of a change for one of those whom it concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It does not concern them.
    #[default]
    None,
    /// Only the documentation differs.
    Docs,
    /// Proven: nothing that was right is refused.
    Safe,
    /// Accepted, but named by nobody any more.
    Lost,
    /// Neither proven nor refuted.
    Unproven,
    /// A witness shows it, or a rule where there is no schema.
    Breaks,
}

/// What becomes of an answer that the crate of the old document decodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decoding {
    /// It does not concern them.
    #[default]
    None,
    /// What is new is kept as unknown.
    Kept,
    /// What is gone is absent.
    Absent,
    /// It is decoded all the same.
    Survives,
    /// Not known.
    Unproven,
    /// It is an error.
    Fails,
}

/// What a caller of the crate has to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Compile {
    /// No public item differs.
    #[default]
    None,
    /// There is more.
    Minor,
    /// One side could not be emitted.
    Unproven,
    /// What compiled may compile no more.
    Major,
    /// What compiled compiles still, and means something else.
    SilentSwap,
}

impl Verdict {
    /// As reports have it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "–",
            Self::Docs => "docs",
            Self::Safe => "safe",
            Self::Lost => "lost",
            Self::Unproven => "unproven",
            Self::Breaks => "breaks",
        }
    }
}

impl Decoding {
    /// As reports have it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "–",
            Self::Kept => "kept as unknown",
            Self::Absent => "absent",
            Self::Survives => "survive",
            Self::Unproven => "unproven",
            Self::Fails => "fail to decode",
        }
    }
}

impl Compile {
    /// As reports have it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "–",
            Self::Minor => "minor",
            Self::Unproven => "unproven",
            Self::Major => "major",
            Self::SilentSwap => "silent swap",
        }
    }
}

/// A body that shows a break: right for the sender, refused by the receiver.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Witness {
    /// The schema of the sender's document, in which what is referred to is a component.
    pub sender: String,
    /// The schema of the receiver's document, as `sender`.
    pub receiver: String,
    /// The whole body, of made-up values.
    pub body: Json,
    /// Where in the body it is refused.
    pub at: String,
    /// The keyword that refuses it.
    pub keyword: String,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// How.
    pub how: How,
    /// Its pointer in the old document; in a file beside it, behind the path: `pets.yaml#/Pet`.
    pub old: Option<String>,
    /// Its pointer in the new document, as `old`.
    pub new: Option<String>,
    /// The keyword, or the kind of place: a row of the table.
    pub keyword: String,
    /// In words, without the pointers.
    pub what: String,
    /// The references that lead to it: one list for all changes of a component.
    #[serde(serialize_with = "each")]
    pub places: Arc<[String]>,
    /// The pointer of what is the same in the other document, and may be the same by another name.
    #[serde(skip)]
    pub alike: Option<String>,
    /// Requests right under the old document, put to the new.
    pub send: Verdict,
    /// Answers of the new document, judged by the old schemas.
    pub schemas: Verdict,
    /// Answers of the new document, decoded by the old crate.
    pub types: Decoding,
    /// Callers of the old crate, compiled against the new.
    pub compile: Compile,
    /// The public items that differ.
    pub items: Vec<String>,
    /// What changes without a schema or an item.
    pub behaviour: Vec<String>,
    /// Whether a call may be paid twice.
    pub paid_twice: bool,
    /// What is shown that was hidden.
    pub privacy: Option<String>,
    /// Whether that is a loss; otherwise a note.
    pub privacy_lost: bool,
    /// Bodies that show a break.
    pub witnesses: Vec<Witness>,
    /// Why something is unproven.
    pub reasons: Vec<String>,
    #[serde(skip)]
    pub(super) role: Role,
}

impl Change {
    pub(super) fn new(how: How, old: Option<&str>, new: Option<&str>, role: Role) -> Self {
        Self {
            how,
            old: old.map(Into::into),
            new: new.map(Into::into),
            keyword: String::new(),
            what: String::new(),
            places: Arc::default(),
            alike: None,
            send: Verdict::None,
            schemas: Verdict::None,
            types: Decoding::None,
            compile: Compile::None,
            items: Vec::new(),
            behaviour: Vec::new(),
            paid_twice: false,
            privacy: None,
            privacy_lost: false,
            witnesses: Vec::new(),
            reasons: Vec::new(),
            role,
        }
    }

    /// The place that it is shown at: in the new document where it has one.
    pub fn pointer(&self) -> &str {
        self.new
            .as_deref()
            .or(self.old.as_deref())
            .unwrap_or_default()
    }

    /// What else may have been meant.
    pub fn hint(&self) -> Option<String> {
        let alike = self.alike.as_ref()?;
        Some(if self.how == How::Added {
            format!("the same as {alike}, which is gone: renamed?")
        } else {
            format!("{alike} is the same: renamed?")
        })
    }

    /// Whether somebody is broken, pays twice, is shown, or is misled.
    pub fn breaks(&self) -> bool {
        self.send == Verdict::Breaks
            || self.schemas == Verdict::Breaks
            || self.types == Decoding::Fails
            || self.compile >= Compile::Major
            || self.paid_twice
            || self.privacy_lost
    }

    /// Whether something is unproven or lost.
    pub fn warns(&self) -> bool {
        let wire = [self.send, self.schemas];
        wire.iter()
            .any(|it| matches!(it, Verdict::Unproven | Verdict::Lost))
            || self.types == Decoding::Unproven
            || self.compile == Compile::Unproven
            || !self.behaviour.is_empty()
            || self.privacy.is_some()
    }

    /// Whether it is in the documentation alone.
    pub fn is_docs(&self) -> bool {
        let wire = self.send.max(self.schemas);
        wire == Verdict::Docs && !self.breaks() && !self.warns()
    }

    /// The name of the change in an accept file: of its rule and pointers, not of any wording.
    pub fn fingerprint(&self) -> String {
        use std::hash::Hasher as _;
        let mut hasher = fnv::FnvHasher::default();
        let parts = [
            self.keyword.as_str(),
            how(self.how),
            self.old.as_deref().unwrap_or_default(),
            self.new.as_deref().unwrap_or_default(),
        ];
        for part in parts {
            hasher.write(part.as_bytes());
            hasher.write(b"\0");
        }
        format!("{:016x}", hasher.finish())
    }
}

fn each<S: Serializer>(places: &Arc<[String]>, to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(places.iter())
}

/// The word for it.
pub(super) const fn how(how: How) -> &'static str {
    match how {
        How::Added => "added",
        How::Removed => "removed",
        How::Changed => "changed",
        How::Reordered => "reordered",
        How::Renamed => "renamed",
        How::Emitted => "emitted",
    }
}
