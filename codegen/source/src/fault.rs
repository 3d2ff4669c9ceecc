//! Lists the faults of a text itself, whatever it means. The judge of payloads makes a verdict of
//! one, the generator a diagnostic.

use super::Span;
use std::borrow::Cow;

/// Something wrong with the text itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What kind of fault.
    pub kind: FaultKind,
    /// The first wrong byte and what belongs to it; empty at the end of a text cut short.
    pub span: Span,
    /// What is wrong, without quoting the text.
    pub message: Cow<'static, str>,
}

impl Fault {
    pub(crate) fn new(kind: FaultKind, span: Span, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            kind,
            span,
            message: message.into(),
        }
    }
}

/// The kinds of [`Fault`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FaultKind {
    /// The text ends before the value does.
    Truncated,
    /// A comma before a closing bracket. The tree goes on.
    TrailingComma,
    /// Any other breach of the grammar.
    Syntax,
    /// Bytes that are not UTF-8.
    Encoding,
    /// An escape that is half a surrogate pair. The tree goes on.
    LoneSurrogate,
    /// A number beyond the range of a double. The tree goes on.
    NumberRange,
    /// Deeper than [`MAX_DEPTH`](super::MAX_DEPTH).
    TooDeep,
    /// YAML that JSON has no room for: an alias, a merge key, a tag, a second document… The tree
    /// goes on where it can.
    NotJson,
}

impl FaultKind {
    /// Whether the reader stopped there, so that the tree has no root.
    pub fn ends_reading(self) -> bool {
        matches!(self, Self::Truncated | Self::Syntax | Self::TooDeep)
    }
}
