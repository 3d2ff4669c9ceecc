//! Defines the one diagnostic type and the one list of codes that every stage reports with.
//!
//! A test demands of every code an explanation and a fixture.

mod closest;
mod code;
mod render;
mod text;

pub use closest::closest;
pub use code::{Code, UnknownCode};
pub use render::{printable, render, render_line};
pub use text::of_tree;

use crate::source::Span;
use std::cmp::Ordering;

/// How much a diagnostic weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// Something is surely not as it was meant.
    Warning,
    /// Legal, but worth knowing; `--strict` makes an error of it.
    Note,
}

impl Severity {
    /// As it is shown.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// The most places that a diagnostic lists besides its own.
const MOST_RELATED: usize = 7;

/// With so many faults before it, a name in none of a document's own lists gets no suggestion: there
/// would be as many searches as faults, each through the whole list.
const MOST_SUGGESTED: usize = 32;

/// One fault, at one place or several.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// What kind of fault.
    pub code: Code,
    /// How much it weighs; [`Code::severity`] unless decided otherwise.
    pub severity: Severity,
    /// Whether it is the sloppiness of a document that can be read all the same: an error where the
    /// author of the document reads it, by [`Options::strict`](crate::Options::strict).
    pub sloppy: bool,
    /// What is wrong, in one line.
    pub message: String,
    /// The place, and a text beside it.
    pub primary: Label,
    /// Other places that matter: the first of two that collide, the cycle's steps.
    pub related: Vec<Label>,
    /// How many places more there are.
    pub unlisted: u32,
    /// The way out.
    pub help: Option<String>,
}

/// A place, and a text beside it, which may be empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// The text beside it.
    pub text: String,
}

impl Diagnostic {
    /// A diagnostic at one place, with the severity of its code.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            sloppy: false,
            message: message.into(),
            primary: Label {
                span,
                text: String::new(),
            },
            related: Vec::new(),
            unlisted: 0,
            help: None,
        }
    }

    /// Sets the text beside the place.
    #[must_use]
    pub fn with_label(mut self, text: impl Into<String>) -> Self {
        self.primary.text = text.into();
        self
    }

    /// Another place that matters. The first are listed, and the rest is counted: a document may
    /// repeat a key as often as it likes.
    #[must_use]
    pub fn with_related(mut self, span: Span, text: impl Into<String>) -> Self {
        if self.related.len() < MOST_RELATED {
            self.related.push(Label {
                span,
                text: text.into(),
            });
        } else {
            self.unlisted = self.unlisted.saturating_add(1);
        }
        self
    }

    /// The way out.
    #[must_use]
    pub fn with_help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Help of the form "did you mean …?", where one of the names known is near enough.
    #[must_use]
    pub fn with_suggestion<'a>(self, name: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        match closest(name, known) {
            Some(near) => self.with_help(format!("did you mean `{near}`?")),
            None => self,
        }
    }

    /// The same where the names known are as many as the document likes, for the first faults found.
    #[must_use]
    pub(crate) fn with_suggestion_of_many<'a>(
        self,
        before: &[Self],
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        if before.len() < MOST_SUGGESTED {
            self.with_suggestion(name, known)
        } else {
            self
        }
    }

    /// Weighs less: what is written is not as it was meant, and no type changes by it.
    #[must_use]
    pub(crate) fn sloppily(mut self, severity: Severity) -> Self {
        (self.severity, self.sloppy) = (severity, true);
        self
    }

    /// Whether nothing may be written because of it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    fn order(&self, other: &Self) -> Ordering {
        let key = |d: &Self| (d.primary.span.start, d.primary.span.end, d.severity, d.code);
        key(self)
            .cmp(&key(other))
            .then_with(|| self.message.cmp(&other.message))
    }
}

/// Puts them in the order of the text, whatever the order in which they were found.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(Diagnostic::order);
}
