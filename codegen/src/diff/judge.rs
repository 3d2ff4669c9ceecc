//! Puts bodies to the judge: the crate `jsonschema`, which nothing else of the generator uses.

use crate::emit;
use jsonschema::error::ValidationErrorKind;
use jsonschema::{ValidationError, Validator};
use serde_json::{Value as Json, json};

/// The judge of one schema of a document.
pub(super) struct Judge(Validator);

impl Judge {
    /// `None` where the schema is none that the judge can read.
    pub(super) fn of(document: &Json, pointer: &str) -> Option<Self> {
        let mut root = document.clone();
        let map = root.as_object_mut()?;
        map.insert(
            "$schema".into(),
            json!("https://json-schema.org/draft/2020-12/schema"),
        );
        map.insert("$ref".into(), json!(emit::fragment(pointer)));
        jsonschema::draft202012::options()
            .build(&root)
            .ok()
            .map(Self)
    }

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
