//! Names what an input gives: payloads, files of forms, and what was skipped or could not be read.

use super::cutter::{ENDS_EARLY, ReadError};
use super::format::Format;
use idcard_judge::{Failure, Origin, SkipReason, Skipped};
use spanned_tree::Position;

/// The message of a payload that is too long.
pub(super) const TOO_LONG: &str = "it is longer than a payload may be";

/// A payload, as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payload {
    /// Where it is.
    pub origin: Origin,
    /// What it is known to be, from what is around it; by name in the catalogue.
    pub document: Option<&'static str>,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// The file of a form: what kind of file it is, and nothing of its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Where it begins.
    pub origin: Origin,
    /// Its media type, as its part says.
    pub media_type: Option<String>,
    /// Its format, as the document beside it says.
    pub format: Option<String>,
    /// Its first bytes, as many as its kind is recognised by.
    pub head: Vec<u8>,
    /// Whether the form has a file before it.
    pub is_repeated: bool,
}

/// A part of a form that is none of those that the spec has, or a form that breaks off. Nothing in it is
/// kept, nor its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Where the part begins, or the form.
    pub origin: Origin,
    /// What is wrong with it.
    pub fault: PartFault,
}

/// What is wrong with a part of a form, or with the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartFault {
    /// A part of its name came before it.
    Repeated,
    /// The spec names no such part.
    Undocumented,
    /// The form ends before its closing boundary: its last part is cut short, and more may be missing.
    Cut,
}

/// Payloads, one after the other, each read when its turn comes.
pub type Payloads = Box<dyn Iterator<Item = Item> + Send>;

/// What an input gives, one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// To be judged.
    Payload(Payload),
    /// To be judged as well: it is what a call is made for.
    File(File),
    /// To be judged as well: it should not be there, or not be cut.
    Part(Part),
    /// An object in a text that is no document of this API, and may have some in it: to be looked into, and
    /// not judged.
    Around(Payload),
    /// How the input is read, where that is not plain from what is found in it.
    Read(Format),
    /// Not judged, and counted.
    Skipped(Skipped),
    /// To be reported.
    Failed(Failure),
}

impl Item {
    pub(super) fn skipped(origin: Origin, reason: SkipReason) -> Self {
        Self::Skipped(Skipped { origin, reason })
    }

    /// The input cannot be read any further.
    pub(super) fn unreadable(input: &str, error: ReadError) -> Self {
        Self::Failed(match error {
            ReadError::Io(error) => Failure {
                name: input.to_owned(),
                message: error.to_string(),
            },
            ReadError::Syntax(Position { line, column }, message) => Failure {
                name: format!("{input}:{line}:{column}"),
                message: if message == ENDS_EARLY {
                    message.to_owned()
                } else {
                    format!("{message}; what follows was not read")
                },
            },
        })
    }
}
