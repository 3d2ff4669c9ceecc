//! Holds the examples of `components`, and finds what a reference to one comes to.

use super::Spanned;
use super::url::decoded;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::name::quoted;
use crate::source::Span;
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

/// Where an example is referred to.
const SECTION: &str = "#/components/examples/";

/// An example: its value, which may stand elsewhere, and what is said of it.
#[derive(Debug, Clone)]
pub(super) struct Example {
    pub(super) value: Option<Spanned<Json>>,
    pub(super) said: Vec<String>,
}

/// An example, or what refers to one and may say something else of it.
#[derive(Debug, Clone)]
pub(super) enum Entry {
    Here(Example),
    Reference(Spanned<String>, Vec<String>),
}

/// What `components/examples` holds, by name. It is read first, since examples anywhere refer to it.
#[derive(Debug, Default)]
pub(super) struct Shared {
    pub(super) entries: BTreeMap<String, Entry>,
    /// Where each stands.
    pub(super) places: BTreeMap<String, Span>,
}

impl Shared {
    /// The example that an entry comes to, however often it is handed on; what is said where it is
    /// used goes before what is said where it stands.
    pub(super) fn resolve(&self, mut entry: Entry) -> Result<Example, Diagnostic> {
        let mut nearest = Vec::new();
        let mut passed = BTreeSet::new();
        loop {
            let (reference, said) = match entry {
                Entry::Here(mut example) => {
                    if !nearest.is_empty() {
                        example.said = nearest;
                    }
                    return Ok(example);
                }
                Entry::Reference(reference, said) => (reference, said),
            };
            if nearest.is_empty() {
                nearest = said;
            }
            let left_out = |code, message: String| {
                let fault = Diagnostic::new(code, reference.span.clone(), message);
                fault.sloppily(Severity::Warning)
            };
            let Some(name) = reference.value.strip_prefix(SECTION).map(decoded) else {
                let message = format!(
                    "{} is no example of this document",
                    quoted(&reference.value)
                );
                let help = format!("the example is left out; `{SECTION}Name` refers to one");
                return Err(left_out(Code::UnsupportedConstruct, message).with_help(help));
            };
            let Some(next) = self.entries.get(&name) else {
                let known = self.entries.keys().map(String::as_str);
                let message = format!("there is no example {}", quoted(&name));
                return Err(
                    left_out(Code::DanglingReference, message).with_suggestion(&name, known)
                );
            };
            if !passed.insert(name) {
                let message = "this example comes back to itself".to_owned();
                return Err(left_out(Code::DanglingReference, message));
            }
            entry = next.clone();
        }
    }
}
