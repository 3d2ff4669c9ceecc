//! Puts bodies to the judge: the crate `jsonschema`, which nothing else of the generator uses.

use crate::emit;
use jsonschema::error::ValidationErrorKind;
use jsonschema::{Draft, Registry, ValidationError, Validator};
use serde_json::{Value as Json, json};

/// A document that judges are made of.
pub(super) struct Court<'a>(Registry<'a>);

/// The judge of one schema of a document.
pub(super) struct Judge(Validator);

/// What the document is called; no document that it refers to is.
const NAME: &str = "urn:compared";

impl<'a> Court<'a> {
    /// `None` where the document is none that the judge can read.
    pub(super) fn of(document: &'a Json) -> Option<Self> {
        let registry = Registry::new().draft(Draft::Draft202012);
        let registry = registry.add(NAME, document).ok()?.prepare().ok()?;
        Some(Self(registry))
    }

    /// `None` where the schema is none that the judge can read.
    pub(super) fn judge(&self, pointer: &str) -> Option<Judge> {
        let schema = json!({ "$ref": format!("{NAME}{}", emit::fragment(pointer)) });
        let options = jsonschema::draft202012::options();
        let built = options.with_registry(&self.0).build(&schema);
        built.ok().map(Judge)
    }
}

impl Judge {
    pub(super) fn accepts(&self, body: &Json) -> bool {
        self.0.is_valid(body)
    }

    /// Whether it refuses a body at a place for a keyword, if need be within the branches of a choice.
    pub(super) fn refuses(&self, body: &Json, at: &str, keyword: &str) -> bool {
        self.0
            .iter_errors(body)
            .any(|error| is_at(&error, at, keyword))
    }
}

fn is_at(error: &ValidationError<'_>, at: &str, keyword: &str) -> bool {
    if error.instance_path().as_str() == at && error.kind().keyword() == keyword {
        return true;
    }
    match error.kind() {
        ValidationErrorKind::AnyOf { context }
        | ValidationErrorKind::OneOfNotValid { context }
        | ValidationErrorKind::OneOfMultipleValid { context } => context
            .iter()
            .flatten()
            .any(|error| is_at(error, at, keyword)),
        _ => false,
    }
}
