//! Validates a payload by an exported JSON Schema.
//!
//! The errors of `jsonschema` become faults that name a place and a keyword, and that hold no value.

use super::instance::Spanned;
use super::redaction::Redactor;
use super::rule::Rule;
use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{JsonType, ValidationError, Validator};
use spanned_tree::{Node, Value};
use std::fmt;

/// A schema, compiled once.
pub(super) struct Schema(Validator<Spanned>);

/// A place that does not satisfy the schema.
pub(super) struct SchemaFault {
    /// RFC 6901.
    pub(super) pointer: String,
    kind: ValidationErrorKind,
}

/// A schema that does not compile: the exported file is at fault, not a payload.
#[derive(Debug)]
pub struct BrokenSchema {
    pub(super) document: &'static str,
    pub(super) message: String,
}

impl fmt::Display for BrokenSchema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the embedded schema `{}` is broken: {}",
            self.document, self.message
        )
    }
}

impl std::error::Error for BrokenSchema {}

impl Schema {
    /// Compiles the text of a schema; the message of a failure speaks of the schema only.
    pub(super) fn compile(text: &str) -> Result<Self, String> {
        let schema = serde_json::from_str(text).map_err(|error| error.to_string())?;
        jsonschema::options_for::<Spanned>()
            .build(&schema)
            .map(Self)
            .map_err(|error| error.to_string())
    }

    /// Whether the tree satisfies the schema.
    pub(super) fn accepts(&self, root: &Node) -> bool {
        self.0.is_valid(root)
    }

    /// Everything in the tree that does not satisfy the schema.
    pub(super) fn faults(&self, root: &Node) -> Vec<SchemaFault> {
        let mut faults = Vec::new();
        for error in self.0.iter_errors(root) {
            unfold(error, &mut faults);
        }
        faults
    }
}

/// An error of `anyOf` or `oneOf` says only that no branch fits. Where the value has what one
/// branch requires, that branch was meant, and its errors tell more.
fn unfold(error: ValidationError<'_>, faults: &mut Vec<SchemaFault>) {
    let parts = error.into_parts();
    let pointer = parts.instance_path.as_str().to_owned();
    match parts.kind {
        ValidationErrorKind::AnyOf { mut context }
        | ValidationErrorKind::OneOfNotValid { mut context }
            if let Some(meant) = meant(&context, &pointer) =>
        {
            for error in context.swap_remove(meant) {
                unfold(error, faults);
            }
        }
        kind => faults.push(SchemaFault { pointer, kind }),
    }
}

/// The branch that the value at `pointer` looks like: it has the right kind and every required
/// member. Of several, the one with the fewest errors.
fn meant(branches: &[Vec<ValidationError<'_>>], pointer: &str) -> Option<usize> {
    let fits = |error: &ValidationError<'_>| {
        error.instance_path().as_str() != pointer
            || !matches!(
                error.kind(),
                ValidationErrorKind::Required { .. }
                    | ValidationErrorKind::Type { .. }
                    | ValidationErrorKind::AnyOf { .. }
                    | ValidationErrorKind::OneOfNotValid { .. }
            )
    };
    let fitting = branches
        .iter()
        .enumerate()
        .filter(|(_, errors)| errors.iter().all(fits));
    fitting
        .min_by_key(|(_, errors)| errors.len())
        .map(|(index, _)| index)
}

impl SchemaFault {
    /// The rule of the keyword that is not satisfied.
    pub(super) fn rule(&self) -> Rule {
        Rule::of_keyword(self.kind.keyword())
    }

    /// The member that is missing, if that is it.
    pub(super) fn missing(&self) -> Option<&str> {
        match &self.kind {
            ValidationErrorKind::Required { property } => property.as_str(),
            _ => None,
        }
    }

    /// What was expected, in words of the schema, and what was found, redacted.
    pub(super) fn message(&self, node: &Node, redactor: Redactor<'_>) -> String {
        let found = || redactor.value(node);
        let expected = |what: fmt::Arguments<'_>| format!("expected {what}, found {}", found());
        match &self.kind {
            ValidationErrorKind::Required { property } => match property.as_str() {
                Some(name) => format!("the member `{name}` is missing"),
                None => "a required member is missing".to_owned(),
            },
            ValidationErrorKind::Type { kind } => wrong_kind(kind, node, &found()),
            ValidationErrorKind::Enum { options } => expected(format_args!("{}", any_of(options))),
            ValidationErrorKind::Constant { expected_value } => {
                expected(format_args!("{expected_value}"))
            }
            ValidationErrorKind::Minimum { limit } => expected(format_args!("at least {limit}")),
            ValidationErrorKind::Maximum { limit } => expected(format_args!("at most {limit}")),
            ValidationErrorKind::ExclusiveMinimum { limit } => {
                expected(format_args!("more than {limit}"))
            }
            ValidationErrorKind::ExclusiveMaximum { limit } => {
                expected(format_args!("less than {limit}"))
            }
            ValidationErrorKind::MinItems { limit } => {
                expected(format_args!("at least {}", counted(*limit, "item")))
            }
            ValidationErrorKind::MaxItems { limit } => {
                expected(format_args!("at most {}", counted(*limit, "item")))
            }
            ValidationErrorKind::MinLength { limit } => {
                expected(format_args!("at least {}", counted(*limit, "character")))
            }
            ValidationErrorKind::MaxLength { limit } => {
                expected(format_args!("at most {}", counted(*limit, "character")))
            }
            ValidationErrorKind::Pattern { pattern } => {
                expected(format_args!("a text that matches {pattern}"))
            }
            ValidationErrorKind::AnyOf { context }
            | ValidationErrorKind::OneOfNotValid { context } => {
                let (found, branches) = (found(), context.len());
                format!("{found} is none of the {branches} shapes that are allowed here")
            }
            ValidationErrorKind::OneOfMultipleValid { .. } => {
                let found = found();
                format!("{found} is more than one of the shapes that are allowed here")
            }
            _ => format!("{} does not satisfy `{}`", found(), self.rule()),
        }
    }
}

fn counted(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn wrong_kind(expected: &TypeKind, node: &Node, found: &str) -> String {
    let expected: Vec<JsonType> = match expected {
        TypeKind::Single(kind) => vec![*kind],
        TypeKind::Multiple(kinds) => kinds.iter().collect(),
    };
    let whole = expected.contains(&JsonType::Integer) && matches!(node.value, Value::Number(_));
    let names: Vec<&str> = expected.into_iter().map(name).collect();
    let fraction = if whole { " with a fraction" } else { "" };
    format!("expected {}, found {found}{fraction}", names.join(" or "))
}

fn name(kind: JsonType) -> &'static str {
    match kind {
        JsonType::Null => "null",
        JsonType::Boolean => "a boolean",
        JsonType::Integer => "an integer",
        JsonType::Number => "a number",
        JsonType::String => "a string",
        JsonType::Array => "an array",
        JsonType::Object => "an object",
    }
}

fn any_of(options: &serde_json::Value) -> String {
    let options: Vec<String> = options
        .as_array()
        .into_iter()
        .flatten()
        .map(ToString::to_string)
        .collect();
    match options.as_slice() {
        [one] => one.clone(),
        several => format!("one of {}", several.join(", ")),
    }
}
