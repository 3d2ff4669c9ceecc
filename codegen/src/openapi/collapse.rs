//! Collapses what is written in more words than it has meaning: a choice between one schema and
//! `null`, an `allOf` of one, and `nullable` of OpenAPI 3.0.

use super::cursor::{At, Map, Reader};
use super::{Branches, Schema, Spanned};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{Node, Value};
use crate::vocabulary::Keyword;
use serde_json::Value as Json;

/// Keys that say nothing of a value.
const REMARKS: [&str; 9] = [
    "$comment",
    "default",
    "deprecated",
    "description",
    "example",
    "examples",
    "readOnly",
    "title",
    "writeOnly",
];

/// One keyword that leaves `null` alone, and nothing else that says something of a value.
pub(super) fn is_null(at: &At<'_>) -> bool {
    let Some(object) = at.node.as_object() else {
        return false;
    };
    let members = object.members.iter();
    let mut said = members.filter(|member| !REMARKS.contains(&member.key.as_str()));
    let (Some(only), None) = (said.next(), said.next()) else {
        return false;
    };
    let in_list = || match only.value.as_array() {
        Some([only]) => Some(only),
        _ => None,
    };
    match only.key.as_str() {
        "type" => {
            let name = in_list().unwrap_or(&only.value);
            name.as_str() == Some("null") || name.is_null()
        }
        "const" => matches!(only.value.value, Value::Null),
        "enum" => in_list().is_some_and(Node::is_null),
        _ => false,
    }
}

/// Notes what is remarked of a `null` that has no type of its own.
pub(super) fn remarks_of_null(reader: &Reader, at: &At<'_>) {
    let Some(mut null) = reader.map(at, "a schema") else {
        return;
    };
    for said in ["type", "const", "enum", "$comment"] {
        null.take(said);
    }
    for remark in REMARKS.iter().filter(|remark| **remark != "$comment") {
        null.unread(remark, "`null`");
    }
}

/// A choice of one schema that stands right there is that schema, with room for `null` where that is
/// the other branch.
pub(super) fn sole_inline(schema: &mut Schema) {
    let Some(union) = &schema.union else { return };
    let [only] = union.branches.as_slice() else {
        return;
    };
    let null = union.nulls > 0;
    let fits = only.reference.is_none()
        && only.union.is_none()
        && !only.opaque
        && only.unshaped.is_empty()
        // What has room for `null` already may be refused for two branches that accept it.
        && (!null || refuses_null(only))
        && (!union.exclusive || union.nulls < 2);
    if !fits || !is_free(schema) {
        return;
    }
    let Some(union) = schema.union.take() else {
        return;
    };
    let Some(mut only) = union.branches.into_iter().next() else {
        return;
    };
    if null {
        accept_null(&mut only, union.span.clone());
    }
    take_shape(schema, only);
}

/// Whether nothing of a schema shapes a value but its choice or its `allOf`.
fn is_free(schema: &Schema) -> bool {
    schema.reference.is_none()
        && schema.types.is_none()
        && schema.properties.is_none()
        && schema.required.is_empty()
        && schema.items.is_none()
        && schema.additional.is_none()
        && schema.values.is_none()
        && schema.format.is_none()
        && schema.rules.is_empty()
        && schema.one_of.is_none()
        && schema.error_codes.is_none()
}

/// Whether a schema has a keyword that lets no `null` pass.
fn refuses_null(schema: &Schema) -> bool {
    let typed = schema.types.as_ref().map(|types| !types.value.nullable);
    let listed = schema.values.as_ref();
    let listed = listed.map(|values| !values.value.iter().any(|value| value.value.is_null()));
    typed.or(listed).unwrap_or_default()
}

fn accept_null(schema: &mut Schema, span: crate::source::Span) {
    if let Some(types) = &mut schema.types {
        types.value.nullable = true;
    }
    if let Some(values) = &mut schema.values
        && !values.value.iter().any(|value| value.value.is_null())
    {
        values.value.push(Spanned::new(Json::Null, span));
    }
    for rule in &mut schema.rules {
        if let (Keyword::Enum, Json::Array(values)) = (rule.keyword, &mut rule.value)
            && !values.contains(&Json::Null)
        {
            values.push(Json::Null);
        }
    }
}

/// Gives a schema the shape of one inside it. What is said of the outer one comes first.
pub(super) fn take_shape(schema: &mut Schema, inner: Schema) {
    schema.reference = inner.reference;
    schema.types = inner.types;
    schema.properties = inner.properties;
    schema.required = inner.required;
    schema.items = inner.items;
    schema.additional = inner.additional;
    schema.values = inner.values;
    schema.values_docs = inner.values_docs;
    schema.values_names = inner.values_names;
    schema.union = inner.union;
    schema.format = inner.format;
    schema.rules = inner.rules;
    schema.one_of = inner.one_of;
    schema.error_codes = inner.error_codes;
    schema.opaque |= inner.opaque;
    schema.unshaped.extend(inner.unshaped);
    schema.title = schema.title.take().or(inner.title);
    schema.description = schema.description.take().or(inner.description);
    if schema.examples.is_empty() {
        schema.examples = inner.examples;
    }
    schema.default = schema.default.take().or(inner.default);
    schema.see = schema.see.take().or(inner.see);
    schema.deprecated = schema.deprecated.or(inner.deprecated);
    schema.read_only = schema.read_only.or(inner.read_only);
    schema.write_only = schema.write_only.or(inner.write_only);
    schema.sensitivity = schema.sensitivity.take().or(inner.sensitivity);
    schema.rust_name = schema.rust_name.take().or(inner.rust_name);
}

/// `allOf`: of one schema it is that schema, and of more it is not supported. `read` reads one.
pub(super) fn all_of(
    map: &mut Map<'_, '_>,
    schema: &mut Schema,
    read: fn(&Reader, &At<'_>) -> Option<Schema>,
) {
    let reader = map.reader;
    let Some(at) = map.take("allOf") else { return };
    let Some(branches) = reader.list(&at) else {
        schema.opaque = true;
        return;
    };

    if let [only] = branches.as_slice()
        && is_free(schema)
        && schema.union.is_none()
    {
        match read(reader, only) {
            Some(inner) => take_shape(schema, inner),
            None => schema.opaque = true,
        }
        return;
    }
    let message = "`allOf` of several schemas, or beside keywords of its own, shapes no type";
    let fault = Diagnostic::new(Code::UnsupportedKeyword, at.span(), message);
    schema.unshaped.push(fault);
}

/// `nullable` of OpenAPI 3.0, which 3.1 does not know.
pub(super) fn nullable(map: &mut Map<'_, '_>, schema: &mut Schema) {
    let reader = map.reader;
    let Some(at) = map.take("nullable") else {
        return;
    };
    let Some(flag) = reader.flag(&at) else { return };
    let help = if !flag {
        "it says nothing, and is left out"
    } else if let Some(types) = &mut schema.types {
        types.value.nullable = true;
        "it is read as `\"null\"` beside the type"
    } else if let Some(union) = &mut schema.union {
        union.nulls = union.nulls.max(1);
        "it is read as one more branch, of the type \"null\""
    } else if let Some(reference) = schema.reference.take() {
        schema.union = Some(Branches {
            span: at.span(),
            exclusive: false,
            nulls: 1,
            branches: vec![Schema {
                place: at.place(),
                reference: Some(reference),
                ..Schema::default()
            }],
            discriminator: None,
        });
        "it is read as a choice of what is referred to and null"
    } else {
        "it says nothing without a type, and is left out"
    };
    let message = "`nullable` is of OpenAPI 3.0; since 3.1 it is `type: [string, \"null\"]`";
    let fault = Diagnostic::new(Code::UnsupportedKeyword, at.span(), message).with_help(help);
    let severity = if flag {
        Severity::Warning
    } else {
        Severity::Note
    };
    reader.report(fault.sloppily(severity));
}
