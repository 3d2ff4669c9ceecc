//! Reads sets of values, and settles which of them give their values names.

use super::cursor::{At, Map, Reader, unsupported};
use super::value::{json, loses_digits};
use super::{Rule, Schema, Spanned, TypeName, Types};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{Node, Value};
use crate::vocabulary::Keyword;
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

/// `enum`, or `const` as the only value.
pub(super) fn read(map: &mut Map<'_, '_>) -> Option<Spanned<Vec<Spanned<Json>>>> {
    let reader = map.reader;
    let value = |at: &At<'_>| Spanned::new(listed(at), at.head());
    let constant = map.take("const");
    let listed_in = map
        .take("enum")
        .and_then(|at| Some((at.span(), reader.list(&at)?)));
    let all = listed_in.iter().flat_map(|(_, values)| values);
    if let Some(at) = all.chain(&constant).find(|at| !is_exact(&at.node.value)) {
        let what = "a number in a set with more digits than are kept";
        reader.report(unsupported(at, what));
        return None;
    }
    match (listed_in, constant) {
        (Some((span, values)), Some(at)) => {
            let constant = value(&at);
            let common = values.iter().any(|value| listed(value) == constant.value);
            let values = if common { vec![constant] } else { Vec::new() };
            let message = "`const` beside `enum`: what both have is meant";
            let fault = Diagnostic::new(Code::ContradictingSchema, at.span(), message)
                .with_related(span.clone(), "both hold");
            reader.report(fault.sloppily(Severity::Warning));
            Some(Spanned::new(values, span))
        }
        (Some((span, values)), None) => Some(Spanned {
            value: values.iter().map(value).collect(),
            span,
        }),
        (None, Some(at)) => Some(Spanned::new(vec![value(&at)], at.span())),
        (None, None) => None,
    }
}

/// What generators call the values of a set: a list beside that of the values, in the same order.
pub(super) fn names(
    map: &mut Map<'_, '_>,
    values: Option<&Spanned<Vec<Spanned<Json>>>>,
) -> BTreeMap<String, Spanned<String>> {
    let mut names = BTreeMap::new();
    for extension in ["x-enum-varnames", "x-enumNames"] {
        let Some(at) = map.take(extension) else {
            continue;
        };
        let listed = at.node.as_array().into_iter().flatten();
        let name = |it: &Node| Some(Spanned::new(it.as_str()?.to_owned(), it.span.clone()));
        let listed: Option<Vec<Spanned<String>>> = listed.map(name).collect();
        let listed = listed.filter(|it| values.is_some_and(|of| of.value.len() == it.len()));
        let (Some(listed), Some(values)) = (listed, values) else {
            let what = format!("`{extension}`, which does not name each value of a set,");
            map.reader.unread(&at, &what);
            continue;
        };
        for (value, name) in values.value.iter().zip(listed) {
            let value = value.value.to_string();
            names.entry(value).or_insert(name);
        }
    }
    names
}

/// A value of a set: an integer is one, however it is written.
fn listed(at: &At<'_>) -> Json {
    match &at.node.value {
        Value::Number(number) => {
            let whole = number.as_i64().map(Json::from);
            let whole = whole.or_else(|| number.as_u64().map(Json::from));
            whole.unwrap_or_else(|| json(at))
        }
        _ => json(at),
    }
}

/// Whether a value is exported as it stands.
fn is_exact(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().all(|item| is_exact(&item.value)),
        Value::Object(object) => {
            let mut members = object.members.iter();
            members.all(|member| is_exact(&member.value.value))
        }
        _ => !loses_digits(value),
    }
}

/// A set of scalars gives its values names, where its type takes them all. Any other set binds a value of
/// its type, or of any.
pub(super) fn settle(reader: &Reader, schema: &mut Schema) {
    let Some(values) = &schema.values else { return };
    let known = || values.value.iter().map(|value| &value.value);
    let types: BTreeSet<TypeName> = known().filter_map(TypeName::of).collect();
    let own = schema.type_name();
    if !schema.unshaped.is_empty() || schema.reference.is_some() || schema.union.is_some() {
        return;
    }
    // What is wrong with a set of strings, or of nothing, is told where sets are checked.
    if own == Some(TypeName::String) || values.value.is_empty() && own.is_none() {
        return;
    }
    let span = values.span.clone();
    let nullable = known().any(Json::is_null);
    if let Some(types) = &mut schema.types {
        // What is not in the set is not valid, whatever the type.
        types.value.nullable &= nullable;
    }
    let fits = |name: &TypeName| name.is_scalar() && own.is_none_or(|own| own.takes(*name));
    let mut of = types.iter();
    let named = !types.is_empty() && types.iter().all(fits);
    match (of.next(), of.next()) {
        (Some(TypeName::String), None) if named => return,
        (Some(name), None) if named && own.is_none() => {
            let name = *name;
            schema.types = Some(Spanned::new(Types { name, nullable }, span));
        }
        (Some(TypeName::Integer), Some(TypeName::Number)) if named && types.len() == 2 => {
            let name = TypeName::Number;
            let number = Spanned::new(Types { name, nullable }, span);
            schema.types.get_or_insert(number);
        }
        // Beside them it would be an object.
        _ if named && !(own.is_none() && schema.properties.is_some()) => {}
        _ => return unnamed(reader, schema),
    }
    let both = |values: &Spanned<Vec<Spanned<Json>>>| {
        let has = |flag: bool| values.value.iter().any(|it| it.value == Json::Bool(flag));
        has(true) && has(false)
    };
    let told = !schema.values_docs.is_empty() || schema.rust_name.is_some();
    if schema.type_name() == Some(TypeName::Boolean) && !told {
        schema.values.take_if(|values| both(values));
    }
}

/// Leaves a set whose values have no names to the judge.
fn unnamed(reader: &Reader, schema: &mut Schema) {
    let Some(values) = schema.values.take() else {
        return;
    };
    let message = "a set of values that are not all scalars of its type has no names in Rust";
    let help = "any value of its type has room; whether it is in the set the judge decides";
    let fault = Diagnostic::new(Code::UnsupportedConstruct, values.span.clone(), message);
    reader.report(fault.with_help(help).sloppily(Severity::Note));
    schema.rules.push(Rule {
        keyword: Keyword::Enum,
        span: values.span,
        value: values.value.into_iter().map(|value| value.value).collect(),
    });
}

/// Whether the values of a set that are of these types are scalars: then it is one set, and has no others.
pub(super) fn of_types(
    values: &mut Spanned<Vec<Spanned<Json>>>,
    types: &[TypeName],
    null: bool,
) -> bool {
    let fits = |value: &Json| match TypeName::of(value) {
        Some(of) => types.iter().any(|name| name.takes(of)),
        None => null,
    };
    let own = values.value.iter().filter(|value| fits(&value.value));
    let own: Vec<Spanned<Json>> = own.cloned().collect();
    let mut named = own.iter().filter_map(|value| TypeName::of(&value.value));
    let scalars = named.clone().all(TypeName::is_scalar) && named.next().is_some();
    if scalars {
        values.value = own;
    }
    scalars
}
