//! Checks values that stand in a schema: an `enum`, a `default`, examples. They must be values that
//! the schema accepts, as far as its type and its set go.

use super::reference::References;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::name::quoted;
use crate::openapi::{MediaType, Schema, Spanned, TypeName};
use crate::vocabulary::{Keyword, shown};
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

/// `enum` and `const` hold scalars of the type, each once, and `null` only where the type has room for
/// it. A set that holds anything else was settled before, where its type is not that of strings.
fn set(schema: &Schema, values: &Spanned<Vec<Spanned<Json>>>, faults: &mut Vec<Diagnostic>) {
    let contradicting = |span: &crate::source::Span, message: String| {
        Diagnostic::new(Code::ContradictingSchema, span.clone(), message)
    };
    let types = schema.types.as_ref().map(|types| types.value);
    if values.value.iter().all(|value| value.value.is_null()) {
        let message = "a set without a value leaves nothing to name";
        faults.push(Diagnostic::new(
            Code::UnsupportedConstruct,
            values.span.clone(),
            message,
        ));
        return;
    }
    let mut seen = BTreeMap::new();
    for Spanned { value, span } in &values.value {
        let of = TypeName::of(value);
        if let (Some(types), Some(of)) = (types, of)
            && !types.name.takes(of)
        {
            let name = types.name.as_str();
            let message = format!("{} in a set of the type `{name}`", kind(value));
            faults.push(contradicting(span, message));
        } else if of.is_some() {
            if let Some(first) = seen.insert(value.to_string(), span) {
                let message = format!("{} stands in the set twice", quoted(&shown(value)));
                faults.push(
                    contradicting(span, message)
                        .with_related(first.clone(), "the first is here")
                        .sloppily(Severity::Warning),
                );
            }
        } else if types.is_some_and(|types| !types.nullable) {
            let message = "`null` in the set, but not in the type".to_owned();
            let fault = contradicting(span, message).with_help("it is left out");
            faults.push(fault.sloppily(Severity::Warning));
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
    let name = target.type_name();
    if name.is_none() && target.values.is_none() {
        return None;
    }
    let fits = |name: TypeName| TypeName::of(value).is_some_and(|of| name.takes(of));
    let expected = match name.filter(|name| !fits(*name)) {
        Some(TypeName::Array) => "an array",
        Some(TypeName::Boolean) => "a boolean",
        Some(TypeName::Integer) => "an integer",
        Some(TypeName::Number) => "a number",
        Some(TypeName::Object) => "an object",
        Some(TypeName::String) => "a string",
        None => {
            let rule = target
                .rules
                .iter()
                .find(|rule| rule.keyword == Keyword::Enum);
            let values = target.values.iter().flat_map(|values| &values.value);
            let mut values = values.map(|value| &value.value).peekable();
            let listed = match rule.and_then(|rule| rule.value.as_array()) {
                Some(values) => values.iter().any(|listed| same(listed, value)),
                None => values.peek().is_none() || values.any(|listed| same(listed, value)),
            };
            return (!listed).then(|| "it is not in the set".to_owned());
        }
    };
    Some(format!("expected {expected}, found {}", kind(value)))
}

/// Whether two values mean the same: of numbers the digits have no part in that.
fn same(one: &Json, other: &Json) -> bool {
    let double = |value: &Json| value.as_f64().filter(|_| value.is_f64());
    match (double(one), double(other)) {
        (None, None) => one == other,
        _ => one.as_f64().is_some() && one.as_f64() == other.as_f64(),
    }
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
