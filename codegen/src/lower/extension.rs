//! Checks that extensions agree with the schema they stand in.

use super::reference::References;
use super::ty;
use crate::diagnostic::{Code, Diagnostic};
use crate::name::quoted;
use crate::openapi::{OneOfProperties, Property, RustName, Schema, Spanned, TypeName};
use crate::source::Span;
use crate::vocabulary::shown;
use serde_json::Value as Json;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check<'d>(
    schema: &'d Schema,
    references: &References<'d>,
    faults: &mut Vec<Diagnostic>,
) {
    if schema.opaque {
        return;
    }
    if let Some(one_of) = &schema.one_of {
        one_of_properties(schema, one_of, references, faults);
    }
    error_codes(schema, faults);
    if let Some(RustName::Values(names)) = &schema.rust_name {
        value_names(schema, names, faults);
    }
}

fn bad(span: &Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::BadExtension, span.clone(), message)
}

fn one_of_properties<'d>(
    schema: &'d Schema,
    one_of: &'d OneOfProperties,
    references: &References<'d>,
    faults: &mut Vec<Diagnostic>,
) {
    let properties = schema.members();
    let properties: BTreeMap<&str, &'d Property> = properties
        .map(|property| (property.name.value.as_str(), property))
        .collect();
    let unknown = |name: &Spanned<String>, faults: &mut Vec<Diagnostic>| {
        let message = format!("{} is no property here", quoted(&name.value));
        let known = properties.keys().copied();
        let fault = bad(&name.span, message);
        faults.push(fault.with_suggestion_of_many(faults, &name.value, known));
    };
    if one_of.choices.len() < 2 {
        faults.push(bad(
            &one_of.place.span,
            "a choice needs two properties at the least",
        ));
    }
    let mut values = BTreeMap::new();
    let required = schema.required_names();
    for (member, value) in &one_of.choices {
        if !properties.contains_key(member.value.as_str()) {
            unknown(member, faults);
        }
        if required.contains(member.value.as_str()) {
            let message = format!("{} is required, so it is no choice", quoted(&member.value));
            faults.push(bad(&member.span, message));
        }
        let Some(value) = value else { continue };
        if let Some(first) = values.insert(value.as_str(), &member.span) {
            let message = format!("{} would name two properties", quoted(value));
            faults
                .push(bad(&member.span, message).with_related(first.clone(), "the first is here"));
        }
        if one_of.named_by.is_none() {
            let message = format!(
                "{} needs `named-by`, the property that holds it",
                quoted(value)
            );
            faults.push(bad(&member.span, message));
        }
    }
    let Some(named_by) = &one_of.named_by else {
        return;
    };
    let Some(property) = properties.get(named_by.value.as_str()) else {
        unknown(named_by, faults);
        return;
    };
    let Some(naming) = references
        .resolve(&property.schema)
        .map(|resolved| resolved.target)
    else {
        return;
    };
    if !is_text(naming) {
        let message = format!(
            "{} is not a string, so it names nothing",
            quoted(&named_by.value)
        );
        faults.push(bad(&named_by.span, message));
    }
    let Some(listed) = &naming.values else { return };
    let known = texts(listed);
    let known: BTreeSet<&str> = known.iter().map(|text| &**text).collect();
    for (value, span) in values {
        if !known.contains(value) {
            let message = format!("{} is never {}", quoted(&named_by.value), quoted(value));
            let fault = bad(span, message);
            faults.push(fault.with_suggestion_of_many(faults, value, known.iter().copied()));
        }
    }
}

/// The values in a list, as names are given for them.
fn texts(values: &Spanned<Vec<Spanned<Json>>>) -> BTreeSet<Cow<'_, str>> {
    let values = values.value.iter().map(|value| &value.value);
    values.filter(|value| !value.is_null()).map(shown).collect()
}

fn is_text(schema: &Schema) -> bool {
    let typed = schema.type_name().map(|name| name == TypeName::String);
    let listed = schema.values.iter().flat_map(|values| &values.value);
    let listed = listed.filter_map(|value| TypeName::of(&value.value));
    typed.unwrap_or_else(|| {
        let mut listed = listed.peekable();
        listed.peek().is_some() && listed.all(|name| name == TypeName::String)
    })
}

fn error_codes(schema: &Schema, faults: &mut Vec<Diagnostic>) {
    let Some(codes) = &schema.error_codes else {
        return;
    };
    if !is_text(schema) || schema.values.is_some() {
        faults.push(bad(
            &codes.span,
            "`x-error-codes` is for a string without a set of values",
        ));
    }
    if codes.value.is_empty() {
        faults.push(bad(&codes.span, "a table without a code"));
    }
    let mut seen = BTreeMap::new();
    for code in &codes.value {
        if let Some(first) = seen.insert(code.code.value.as_str(), &code.code.span) {
            let message = format!(
                "the code {} stands in the table twice",
                quoted(&code.code.value)
            );
            faults.push(
                bad(&code.code.span, message).with_related(first.clone(), "the first is here"),
            );
        }
    }
}

fn value_names(
    schema: &Schema,
    names: &Spanned<BTreeMap<String, Spanned<String>>>,
    faults: &mut Vec<Diagnostic>,
) {
    let Some(values) = schema.values.as_ref().filter(|_| !ty::is_reference(schema)) else {
        faults.push(bad(&names.span, "names for values, but there is no `enum`"));
        return;
    };
    let known = texts(values);
    let known: BTreeSet<&str> = known.iter().map(|text| &**text).collect();
    for (value, name) in &names.value {
        if !known.contains(value.as_str()) {
            let message = format!("{} is not in the set", quoted(value));
            let fault = bad(&name.span, message);
            faults.push(fault.with_suggestion_of_many(faults, value, known.iter().copied()));
        }
    }
}
