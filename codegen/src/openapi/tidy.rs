//! Tidies a schema as it was read: what is sloppy in it is told, and left in such a form that it
//! means what it says.
//!
//! JSON Schema lets a keyword stand beside any type, or none, and lets `required` name what no
//! property describes. Behind this, a keyword stands where it applies, and what is required is a
//! property.

use super::cursor::Reader;
use super::{Place, Property, Schema, Spanned, TypeName, Types};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::name::quoted;
use crate::source::Span;
use crate::vocabulary::Keyword;
use std::collections::{BTreeMap, BTreeSet};

/// Tidies one schema; those inside it are tidy already.
pub(super) fn tidy(reader: &Reader, schema: &mut Schema) {
    if schema.opaque || !schema.unshaped.is_empty() {
        return;
    }
    let mut faults = Vec::new();
    doubles(schema, &mut faults);
    if schema.reference.is_none() && schema.union.is_none() {
        if schema.types.is_none() && schema.values.is_none() {
            implied_type(schema, &mut faults);
        }
        if schema.types.is_some() {
            drop_idle(schema, &mut faults);
        }
        if schema.type_name() == Some(TypeName::Object) {
            undescribed(schema, &mut faults);
        }
    }
    for fault in faults {
        reader.report(fault);
    }
}

fn warning(code: Code, span: &Span, message: String) -> Diagnostic {
    Diagnostic::new(code, span.clone(), message).sloppily(Severity::Warning)
}

/// A name that is required twice is required once.
fn doubles(schema: &mut Schema, faults: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    schema.required.retain(|name| {
        let Some(first) = seen.get(&name.value) else {
            seen.insert(name.value.clone(), name.span.clone());
            return true;
        };
        let message = format!("{} is required twice", quoted(&name.value));
        faults.push(
            warning(Code::ContradictingSchema, &name.span, message)
                .with_related(first.clone(), "the first is here"),
        );
        false
    });
}

/// The keywords that shape an object or an array and nothing else, with their places.
fn shaping(schema: &Schema) -> Vec<(&'static str, TypeName, Span)> {
    let properties = schema.properties.as_ref().map(|it| it.span.clone());
    let required = schema.required.first().map(|first| first.span.clone());
    let items = schema.items.as_ref().map(|it| it.place.span.clone());
    let additional = schema.additional.as_ref();
    let additional = additional.map(|it| it.place.span.clone());
    let all = [
        ("properties", TypeName::Object, properties),
        ("required", TypeName::Object, required),
        ("items", TypeName::Array, items),
        ("additionalProperties", TypeName::Object, additional),
    ];
    all.into_iter()
        .filter_map(|(name, ty, span)| Some((name, ty, span?)))
        .collect()
}

/// A schema without a type has the one of what shapes it. Where it has limits alone, they hold for
/// values of their types, and any other value is valid: then it stays without one.
pub(crate) fn implied_type(schema: &mut Schema, faults: &mut Vec<Diagnostic>) {
    let shaping = shaping(schema);
    if let Some((keyword, name, span)) = shaping.first() {
        let message = format!("`{keyword}` without a `type`");
        let fault = warning(Code::MissingKey, span, message);
        let help = format!("it is read as if `type: {}` stood there", name.as_str());
        faults.push(fault.with_help(help));
        schema.types = Some(Spanned::new(
            Types {
                name: *name,
                nullable: false,
            },
            span.clone(),
        ));
        return;
    }
    for rule in &schema.rules {
        let keyword = rule.keyword.as_str();
        // Bytes as they are have no type, and the media type has the rest.
        // A set of values says by itself which types they have.
        if keyword.starts_with("content") || rule.keyword == Keyword::Enum {
            continue;
        }
        let names = rule.keyword.types().iter().map(|name| name.as_str());
        let names = names.collect::<Vec<_>>().join("` or `");
        let message = format!("`{keyword}` without a `type`: any other value is valid");
        let help =
            format!("`type: {names}` goes with it; without it the value is left to the judge");
        faults.push(warning(Code::MissingKey, &rule.span, message).with_help(help));
    }
}

/// A keyword for another type says nothing.
fn drop_idle(schema: &mut Schema, faults: &mut Vec<Diagnostic>) {
    let Some(name) = schema.type_name() else {
        return;
    };
    for (keyword, ty, span) in shaping(schema) {
        if ty != name {
            faults.push(does_not_apply(keyword, name, &span));
        }
    }
    if name != TypeName::Object {
        (schema.properties, schema.required) = (None, Vec::new());
        schema.additional = None;
    }
    if name != TypeName::Array {
        schema.items = None;
    }
    schema.rules.retain(|rule| {
        let applies = rule.keyword.types().contains(&name);
        if !applies {
            faults.push(does_not_apply(rule.keyword.as_str(), name, &rule.span));
        }
        applies
    });
    if let Some(format) = &schema.format {
        // As the registry of OpenAPI has them; integers of many digits are sent as strings too.
        let of: &[TypeName] = match format.value.as_str() {
            "int32" | "float" | "double" => &[TypeName::Integer, TypeName::Number],
            "int64" | "uint64" => &[TypeName::Integer, TypeName::Number, TypeName::String],
            _ => return,
        };
        if !of.contains(&name) {
            let (what, name) = (quoted(&format.value), name.as_str());
            let message = format!("the format {what} is for no value of the type `{name}`");
            let fault = warning(Code::ContradictingSchema, &format.span, message);
            faults.push(fault.with_help("it is a remark, and shapes no type"));
        }
    }
}

/// Tells that a keyword is for another type.
pub(crate) fn does_not_apply(keyword: &str, ty: TypeName, span: &Span) -> Diagnostic {
    let message = format!("`{keyword}` does not apply to the type `{}`", ty.as_str());
    warning(Code::ContradictingSchema, span, message).with_help("it says nothing, and is left out")
}

/// What is required and not described may be anything, but has to be there.
fn undescribed(schema: &mut Schema, faults: &mut Vec<Diagnostic>) {
    let known: BTreeSet<String> = schema
        .members()
        .map(|property| property.name.value.clone())
        .collect();
    let mut added = Vec::new();
    for (index, name) in schema.required.iter().enumerate() {
        if known.contains(&name.value) {
            continue;
        }
        let message = format!("{} is required, but is no property", quoted(&name.value));
        if schema.additional.is_some() || schema.is_closed() {
            // It is one of the others, which no field is.
            let fault = warning(Code::ContradictingSchema, &name.span, message);
            schema.unshaped.push(fault);
            continue;
        }
        let help = "it is read as a member of any value that has to be there";
        let near = known.iter().map(String::as_str);
        faults.push(
            warning(Code::ContradictingSchema, &name.span, message)
                .with_help(help)
                .with_suggestion_of_many(faults, &name.value, near),
        );
        added.push(Property {
            name: name.clone(),
            schema: Schema {
                place: Place {
                    span: name.span.clone(),
                    pointer: format!("{}/required/{index}", schema.place.pointer),
                    ..Place::default()
                },
                ..Schema::default()
            },
            implied: true,
        });
    }
    if added.is_empty() {
        return;
    }
    let span = schema.place.span.clone();
    let properties = schema
        .properties
        .get_or_insert(Spanned::new(Vec::new(), span));
    properties.value.append(&mut added);
}
