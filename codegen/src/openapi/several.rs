//! Has one shape for what is written in several ways: a list of types is a choice of them, a choice of
//! constants is a set, and where a branch has room for `null`, the choice has.

use super::cursor::Reader;
use super::{Branches, RustName, Schema, Several, Spanned, TypeName, Types, ValueDocs, set};
use crate::diagnostic::{Code, Diagnostic};
use crate::vocabulary::{Keyword, shown};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

/// A list of types becomes a choice, of which each branch has the keywords of its type.
pub(super) fn of_types(reader: &Reader, schema: &mut Schema) {
    let Some(found) = schema.several.take() else {
        return;
    };
    let Several { mut types, null } = found.value;
    let mut seen = BTreeSet::new();
    types.retain(|name| seen.insert(*name));
    // Every integer is a number.
    if types.contains(&TypeName::Number) {
        types.retain(|name| *name != TypeName::Integer);
    }
    let idle = |rule: &super::Rule| !types.iter().any(|name| rule.keyword.types().contains(name));
    let apart = schema.reference.is_none() && schema.union.is_none() && schema.one_of.is_none();
    if !apart || !schema.unshaped.is_empty() || schema.rules.iter().any(idle) {
        let message = "a choice of types beside what shapes no type of them";
        let fault = Diagnostic::new(Code::UnsupportedConstruct, found.span, message);
        schema.unshaped.push(fault);
        return;
    }
    if let Some(values) = &mut schema.values
        && set::of_types(values, &types, null)
    {
        schema.properties = None;
        schema.required.clear();
        schema.items = None;
        schema.additional = None;
        schema.format = None;
        return;
    }
    let known = |value: &Spanned<Json>| value.value.is_null();
    let listed = schema.values.as_ref();
    let null = null && listed.is_none_or(|values| values.value.iter().any(known));
    let mut branches = Vec::new();
    let listed_types = types.clone();
    for (index, name) in types.into_iter().enumerate() {
        let mut branch = of_type(schema, name, index, &found.span);
        branch.format = schema.format.clone().filter(|format| {
            let of = of_format(&format.value);
            of == name || !listed_types.contains(&of)
        });
        if branch.values.as_ref().is_some_and(|it| it.value.is_empty()) {
            continue;
        }
        set::settle(reader, &mut branch);
        branches.push(branch);
    }
    schema.clear_of_types();
    schema.sensitivity = None;
    schema.union = Some(Branches {
        span: found.span,
        exclusive: false,
        nulls: null.into(),
        branches,
        discriminator: None,
    });
}

/// The type whose values a format is meant for, where it is one of several.
fn of_format(format: &str) -> TypeName {
    match format {
        "int32" | "int64" | "uint64" => TypeName::Integer,
        "float" | "double" => TypeName::Number,
        _ => TypeName::String,
    }
}

fn of_type(schema: &Schema, name: TypeName, index: usize, span: &crate::source::Span) -> Schema {
    let mut place = schema.place.clone();
    place.pointer = format!("{}/type/{index}", place.pointer);
    let mut branch = Schema {
        place,
        types: Some(Spanned::new(
            Types {
                name,
                nullable: false,
            },
            span.clone(),
        )),
        sensitivity: schema.sensitivity.clone(),
        ..Schema::default()
    };
    let rules = schema.rules.iter();
    let own = rules.filter(|rule| rule.keyword.types().contains(&name));
    branch.rules = own.cloned().collect();
    match name {
        TypeName::Array => branch.items.clone_from(&schema.items),
        TypeName::Object => {
            branch.properties.clone_from(&schema.properties);
            branch.required.clone_from(&schema.required);
            branch.additional.clone_from(&schema.additional);
        }
        _ => {}
    }
    branch.values = schema.values.as_ref().map(|values| {
        let is = |value: &Json| TypeName::of(value).is_some_and(|of| name.takes(of));
        let own = values.value.iter().filter(|it| is(&it.value));
        Spanned::new(own.cloned().collect(), values.span.clone())
    });
    branch
}

/// A branch that is a choice itself, and of which nothing is said, gives its branches to the choice
/// around it, where as many of them accept a value as do of both.
pub(super) fn choices_of_branches(union: &mut Branches) {
    for branch in std::mem::take(&mut union.branches) {
        let inner = branch.union.as_ref().filter(|inner| {
            let both = !union.exclusive && !inner.exclusive;
            let said = Schema {
                place: branch.place.clone(),
                union: branch.union.clone(),
                ..Schema::default()
            };
            (both || differ(inner)) && inner.discriminator.is_none() && branch == said
        });
        if let Some(inner) = inner {
            union.nulls += usize::from(inner.accepts_null(0));
            union.branches.extend(inner.branches.iter().cloned());
        } else {
            union.branches.push(branch);
        }
    }
}

/// Whether each branch is of a type of its own, so that no two of them accept a value.
fn differ(union: &Branches) -> bool {
    let mut seen = BTreeSet::new();
    union.branches.iter().all(|branch| {
        let name = branch.type_name().map(|name| match name {
            TypeName::Integer => TypeName::Number,
            name => name,
        });
        let plain = branch.unshaped.is_empty() && !branch.opaque;
        plain && name.is_some_and(|name| seen.insert(name))
    })
}

/// Where branches have room for `null`, the choice has.
pub(super) fn nulls_of_branches(union: &mut Branches) {
    for branch in &mut union.branches {
        let known = |values: &Spanned<Vec<Spanned<Json>>>| {
            let mut values = values.value.iter();
            values.any(|value| value.value.is_null())
        };
        let listed = branch.values.as_ref().is_none_or(known);
        let bound = branch.reference.is_some() || branch.union.is_some();
        let by_rule = branch
            .rules
            .iter()
            .any(|rule| rule.keyword == Keyword::Enum);
        let set = branch.values.is_some();
        let typed = branch.types.as_ref();
        let nullable = typed.map_or(set, |types| types.value.nullable);
        if !nullable || !listed || bound || by_rule || !branch.unshaped.is_empty() {
            continue;
        }
        if let Some(types) = &mut branch.types {
            types.value.nullable = false;
        }
        if let Some(values) = &mut branch.values {
            values.value.retain(|value| !value.value.is_null());
        }
        union.nulls += 1;
    }
}

/// A choice of scalars that are told is a set of them, with what is said of each.
pub(super) fn of_constants(schema: &mut Schema) {
    let Some(union) = &schema.union else { return };
    let mut seen = BTreeSet::new();
    let fits = union.branches.iter().all(|branch| {
        let values = branch.values.iter().flat_map(|values| &values.value);
        let mut values = values.map(|value| &value.value);
        let told = branch.values.is_some() && is_free(branch, true);
        told && values.all(|value| {
            let scalar = TypeName::of(value).is_some_and(TypeName::is_scalar);
            scalar && (seen.insert(value.to_string()) || !union.exclusive)
        })
    });
    if !fits || union.branches.len() < 2 || !is_free(schema, false) || union.nulls > 0 {
        return;
    }
    let Some(union) = schema.union.take() else {
        return;
    };
    let mut names = BTreeMap::new();
    let mut all: Vec<Spanned<Json>> = Vec::new();
    for branch in union.branches {
        let values = branch.values.map(|values| values.value).unwrap_or_default();
        for value in values {
            if all.iter().any(|known| known.value == value.value) {
                continue;
            }
            if let Some(RustName::Own(name)) = &branch.rust_name {
                names.insert(shown(&value.value).into_owned(), name.clone());
            }
            let docs = ValueDocs {
                title: branch.title.clone(),
                description: branch.description.clone(),
                deprecated: branch.deprecated.unwrap_or_default(),
            };
            let json = value.value.to_string();
            schema.values_docs.insert(json, docs);
            all.push(value);
        }
    }
    if !names.is_empty() && schema.rust_name.is_none() {
        schema.rust_name = Some(RustName::Values(Spanned::new(names, union.span.clone())));
    }
    schema.values = Some(Spanned::new(all, union.span));
}

/// Whether nothing shapes a schema but its choice, or its set where it is a branch, and the type of
/// scalars.
fn is_free(schema: &Schema, branch: bool) -> bool {
    let scalar = |types: &Spanned<Types>| types.value.name.is_scalar() && !types.value.nullable;
    let plain = Schema {
        place: schema.place.clone(),
        types: schema.types.clone().filter(scalar),
        values: schema.values.clone().filter(|_| branch),
        union: schema.union.clone().filter(|_| !branch),
        title: schema.title.clone(),
        description: schema.description.clone(),
        deprecated: schema.deprecated,
        examples: schema.examples.clone(),
        default: schema.default.clone(),
        see: schema.see.clone(),
        read_only: schema.read_only,
        write_only: schema.write_only,
        sensitivity: schema.sensitivity.clone().filter(|_| !branch),
        rust_name: schema.rust_name.clone(),
        ..Schema::default()
    };
    *schema == plain
}
