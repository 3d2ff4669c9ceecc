//! Validates a payload by an exported JSON Schema.
//!
//! The errors of `jsonschema` become faults that name a place and a keyword, and that hold no value.

use super::instance::Spanned;
use super::pieces::Pieces;
use super::redaction::Redactor;
use super::rule::Rule;
use super::trail::{Guide, Trail};
use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{JsonType, ValidationError, Validator};
use spanned_tree::{Node, Value};
use std::fmt;
use std::sync::OnceLock;

/// A schema, compiled once.
pub(super) struct Schema {
    whole: Validator<Spanned>,
    text: Box<str>,
    /// Compiled when there is a fault to be found. None where it cannot be cut: then every error is
    /// there at once.
    pieces: OnceLock<Option<Pieces>>,
}

/// A place that does not satisfy the schema.
pub(super) struct SchemaFault<'t, 'n> {
    /// The value there.
    pub(super) node: &'n Node,
    /// The steps to the piece, and those within it.
    steps: [&'t Trail<'n>; 2],
    kind: &'t ValidationErrorKind,
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
        let whole = jsonschema::options_for::<Spanned>()
            .build(&schema)
            .map_err(|error| error.to_string())?;
        Ok(Self {
            whole,
            text: text.into(),
            pieces: OnceLock::new(),
        })
    }

    /// The same schema, cut and not cut.
    #[cfg(test)]
    pub(super) fn both(text: &str) -> (Self, Self) {
        let (cut, whole) = (Self::compile(text).unwrap(), Self::compile(text).unwrap());
        assert!(cut.pieces().is_some());
        let pieces = OnceLock::from(None);
        (cut, Self { pieces, ..whole })
    }

    /// Whether the tree satisfies the schema.
    pub(super) fn accepts(&self, root: &Node) -> bool {
        self.whole.is_valid(root)
    }

    /// Gives everything in the tree that does not satisfy the schema, one after the other.
    pub(super) fn faults<'n>(&self, root: &'n Node, take: &mut impl FnMut(SchemaFault<'_, 'n>)) {
        if let Some(pieces) = self.pieces() {
            pieces.errors(root, &mut |to, piece, error| {
                unfold(&error, to, &mut Guide::new(piece), take);
            });
            return;
        }
        let mut guide = Guide::new(root);
        for error in self.whole.iter_errors(root) {
            unfold(&error, &Trail::new(), &mut guide, take);
        }
    }

    fn pieces(&self) -> Option<&Pieces> {
        let compiled = || Pieces::compile(&serde_json::from_str(&self.text).ok()?);
        self.pieces.get_or_init(compiled).as_ref()
    }

    /// How many faults that are.
    pub(super) fn count(&self, root: &Node) -> usize {
        let mut count = 0;
        self.faults(root, &mut |_| count += 1);
        count
    }
}

/// An error of `anyOf` or `oneOf` says only that no branch fits. Where the value has what one
/// branch requires, that branch was meant, and its errors tell more.
fn unfold<'n>(
    error: &ValidationError<'_>,
    to: &Trail<'n>,
    guide: &mut Guide<'n>,
    take: &mut impl FnMut(SchemaFault<'_, 'n>),
) {
    // Of the error nothing is taken that would copy the value that it is about.
    let (kind, pointer) = (error.kind(), error.instance_path().as_str());
    match kind {
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context }
            if let Some(meant) = meant(context, pointer) =>
        {
            for error in meant {
                unfold(error, to, guide, take);
            }
        }
        kind => {
            let (within, node) = guide.follow(pointer);
            let steps = [to, &within];
            take(SchemaFault { node, steps, kind });
        }
    }
}

/// The branch that the value at `pointer` looks like: it has the right kind and every required
/// member. Of several, the one with the fewest errors.
fn meant<'e, 'v>(
    branches: &'e [Vec<ValidationError<'v>>],
    pointer: &str,
) -> Option<&'e [ValidationError<'v>]> {
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
    let branches = branches.iter().map(Vec::as_slice);
    branches
        .filter(|errors| errors.iter().all(fits))
        .min_by_key(|errors| errors.len())
}

impl<'n> SchemaFault<'_, 'n> {
    /// The steps to it.
    pub(super) fn trail(&self) -> Trail<'n> {
        self.steps.map(Vec::as_slice).concat()
    }

    /// The rule of the keyword that is not satisfied.
    pub(super) fn rule(&self) -> Rule {
        Rule::of_keyword(self.kind.keyword())
    }

    /// The member that is missing, if that is it.
    pub(super) fn missing(&self) -> Option<&str> {
        match self.kind {
            ValidationErrorKind::Required { property } => property.as_str(),
            _ => None,
        }
    }

    /// What was expected, in words of the schema, and what was found, redacted.
    pub(super) fn message(&self, redactor: Redactor<'_>) -> String {
        let node = self.node;
        let found = || redactor.value(node);
        let expected = |what: fmt::Arguments<'_>| format!("expected {what}, found {}", found());
        match self.kind {
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
