//! Reads what YAML takes for a number or for nothing, since the quotes are missing, as the text that
//! was meant; with a warning.

use super::Spanned;
use super::cursor::{At, Reader};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Value;

impl Reader {
    /// A string, or a number or boolean as it is written: what it was meant for is plain.
    pub(super) fn text_of_scalar(&self, at: &At<'_>) -> Option<Spanned<String>> {
        let written = match &at.node.value {
            Value::Number(number) => number.as_str().to_owned(),
            Value::Bool(flag) => flag.to_string(),
            _ => return self.text(at),
        };
        let message = format!("expected a string, found {}", at.node.kind());
        let mut fault = Diagnostic::new(Code::WrongKind, at.head(), message)
            .with_help(format!("it is read as \"{written}\"; put it in quotes"));
        fault.severity = Severity::Warning;
        self.report(fault);
        Some(Spanned::new(written, at.node.span.clone()))
    }

    /// A text for people, where `null` stands for none.
    pub(super) fn text_of_remark(&self, at: &At<'_>) -> Option<Spanned<String>> {
        if !at.node.is_null() {
            return self.text_of_scalar(at);
        }
        let message = "expected a string, found null";
        let fault = Diagnostic::new(Code::WrongKind, at.head(), message)
            .with_help("it is read as no text at all; leave the key out");
        self.report(fault.sloppily(Severity::Warning));
        None
    }

    /// The name of a type that YAML takes for a value, since it has no quotes.
    pub(super) fn unquoted_null(&self, at: &At<'_>) {
        let message = "expected the name of a type, found null";
        let mut fault = Diagnostic::new(Code::WrongKind, at.head(), message)
            .with_help("it is read as the type \"null\"; put it in quotes");
        fault.severity = Severity::Warning;
        self.report(fault);
    }
}
