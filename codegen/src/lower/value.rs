//! Checks values that stand in a schema: an `enum`, a `default`, examples. They must be values that
//! the schema accepts, as far as its type and its set go.

use super::reference::References;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::name::quoted;
use crate::openapi::{MediaType, Schema, Spanned, TypeName};
use crate::vocabulary::Keyword;
use serde_json::Value as Json;
use std::collections::BTreeMap;

pub(super) fn check<'d>(
    schema: &'d Schema,
    references: &References<'d>,
    faults: &mut Vec<Diagnostic>,
) {
    if let Some(values) = &schema.values {
        set(schema, values, faults);
    }
    if schema.default.is_none() && schema.examples.is_empty() {
        return;
    }
    let Some(resolved) = references.resolve(schema) else {
        return;
    };
    let default = schema.default.iter().map(|value| ("default", value));
    let examples = schema.examples.iter().map(|value| ("example", value));
    for (what, value) in default.chain(examples) {
        if let Some(why) = misfit(resolved.target, resolved.nullable, &value.value) {
            let message = format!("this {what} is not a value of the schema: {why}");
            let span = value.span.clone();
            faults.push(unfit(span, message));
        }
    }
}

/// A value that is no value of its schema is not emitted.
fn unfit(span: crate::source::Span, message: String) -> Diagnostic {
    Diagnostic::new(Code::ContradictingSchema, span, message)
        .with_help("it is left out")
        .sloppily(Severity::Warning)
}

/// The examples of a media type, which are of its schema: those that are values of it.
pub(super) fn examples<'d>(
    media: &'d MediaType,
    references: &References<'d>,
    faults: &mut Vec<Diagnostic>,
) -> Vec<&'d Json> {
    let Some(resolved) = references.resolve(&media.schema) else {
        return Vec::new();
    };
    let mut fit = Vec::new();
    for example in &media.examples {
        if let Some(why) = misfit(resolved.target, resolved.nullable, &example.value) {
            let message = format!("this example is not a value of the schema: {why}");
            faults.push(unfit(example.span.clone(), message));
        } else {
            fit.push(&example.value);
        }
    }
    fit
}

/// `enum` and `const` hold strings, each once, and `null` only where the type has room for it.
fn set(schema: &Schema, values: &Spanned<Vec<Spanned<Json>>>, faults: &mut Vec<Diagnostic>) {
    let contradicting = |span: &crate::source::Span, message: String| {
        Diagnostic::new(Code::ContradictingSchema, span.clone(), message)
    };
    let types = schema.types.as_ref().map(|types| types.value);
    if let Some(types) = types.filter(|types| types.name != TypeName::String) {
        let message = format!("a set of values of the type `{}`", types.name.as_str());
        faults.push(
            Diagnostic::new(Code::UnsupportedConstruct, values.span.clone(), message)
                .with_help("a set can be of strings alone"),
        );
        return;
    }
    let untyped = types.is_none();
    let is_string = |value: &Spanned<Json>| value.value.is_string();
    let is_null = |value: &Spanned<Json>| value.value.is_null();
    if untyped
        && !values
            .value
            .iter()
            .all(|value| is_string(value) || is_null(value))
    {
        let message = "a set of values that are not all strings";
        faults.push(Diagnostic::new(
            Code::UnsupportedConstruct,
            values.span.clone(),
            message,
        ));
        return;
    }
    if !values.value.iter().any(is_string) {
        let message = "a set without a string leaves nothing to name";
        faults.push(Diagnostic::new(
            Code::UnsupportedConstruct,
            values.span.clone(),
            message,
        ));
        return;
    }
    let mut seen = BTreeMap::new();
    for value in &values.value {
        match &value.value {
            Json::String(text) => {
                if let Some(first) = seen.insert(text, &value.span) {
                    let message = format!("{} stands in the set twice", quoted(text));
                    faults.push(
                        contradicting(&value.span, message)
                            .with_related(first.clone(), "the first is here")
                            .sloppily(Severity::Warning),
                    );
                }
            }
            Json::Null if types.is_none_or(|types| types.nullable) => {}
            Json::Null => {
                let message = "`null` in the set, but not in the type".to_owned();
                faults.push(contradicting(&value.span, message));
            }
            other => {
                let message = format!("{} in a set of the type `string`", kind(other));
                faults.push(contradicting(&value.span, message));
            }
        }
    }
}

/// Why a value cannot be one of the schema's.
pub(super) fn misfit(target: &Schema, nullable: bool, value: &Json) -> Option<String> {
    if value.is_null() && nullable {
        return None;
    }
    if target.opaque {
        return None;
    }
    let expected = match target.types.as_ref()?.value.name {
        TypeName::Array if !value.is_array() => "an array",
        TypeName::Boolean if !value.is_boolean() => "a boolean",
        TypeName::Integer if !is_integer(value) => "an integer",
        TypeName::Number if !value.is_number() => "a number",
        TypeName::Object if !value.is_object() => "an object",
        TypeName::String if !value.is_string() => "a string",
        _ => {
            let rule = target
                .rules
                .iter()
                .find(|rule| rule.keyword == Keyword::Enum);
            let values = target.values.iter().flat_map(|values| &values.value);
            let mut values = values.map(|value| &value.value).peekable();
            let listed = match rule.and_then(|rule| rule.value.as_array()) {
                Some(values) => values.contains(value),
                None => values.peek().is_none() || values.any(|listed| listed == value),
            };
            return (!listed).then(|| "it is not in the set".to_owned());
        }
    };
    Some(format!("expected {expected}, found {}", kind(value)))
}

fn is_integer(value: &Json) -> bool {
    value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|number| number.fract() == 0.0)
}

fn kind(value: &Json) -> &'static str {
    match value {
        Json::Null => "null",
        Json::Bool(_) => "a boolean",
        Json::Number(_) => "a number",
        Json::String(_) => "a string",
        Json::Array(_) => "an array",
        Json::Object(_) => "an object",
    }
}
