//! Reads what stands with quotes too many or too few, or is nothing, as what was meant; with a
//! warning.

use super::Spanned;
use super::cursor::{At, Reader};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::name::quoted;
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

    /// The texts of a list, each as [`Self::text_of_scalar`] reads it.
    pub(super) fn texts_of_scalars(&self, at: &At<'_>) -> Vec<Spanned<String>> {
        let elements = self.list(at).unwrap_or_default();
        elements
            .iter()
            .filter_map(|element| self.text_of_scalar(element))
            .collect()
    }

    /// A boolean, or the text that spells one.
    pub(super) fn flag(&self, at: &At<'_>) -> Option<bool> {
        let flag = at.node.as_bool();
        if flag.is_some() {
            return flag;
        }
        let Some(text) = at.node.as_str() else {
            self.wrong_kind(at, "a boolean");
            return None;
        };
        let fault = Diagnostic::new(
            Code::WrongKind,
            at.head(),
            "expected a boolean, found a string",
        );
        let spelt = text.parse().ok();
        let older = match text.to_ascii_lowercase().as_str() {
            "yes" | "on" | "y" => Some(true),
            "no" | "off" | "n" => Some(false),
            _ => None,
        };
        self.report(match (spelt, older) {
            (Some(flag), _) => fault
                .with_help(format!("it is read as `{flag}`; write it without quotes"))
                .sloppily(Severity::Warning),
            (None, Some(meant)) => fault.with_help(format!(
                "in YAML 1.2 {} is a string: write `{meant}`",
                quoted(text)
            )),
            (None, None) => fault,
        });
        spelt
    }

    /// A limit that is `null` is none.
    pub(super) fn no_bound(&self, at: &At<'_>, expected: &str) {
        let message = format!("expected {expected}, found null");
        let fault = Diagnostic::new(Code::WrongKind, at.head(), message)
            .with_help("it is read as no limit at all; leave the key out");
        self.report(fault.sloppily(Severity::Warning));
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
