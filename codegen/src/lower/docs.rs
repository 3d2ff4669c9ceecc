//! Gathers descriptions and origins along a reference, where the layer nearest to the use wins.

use super::reference::Resolved;
use super::value::misfit;
use crate::ir::{Docs, Origin};
use crate::openapi::{Place, Provenance, Schema, Spanned, TypeName};
use serde_json::Value as Json;

/// The docs of a field. `named`: its type has docs of its own, so that only the description is
/// repeated.
pub(super) fn of_field(resolved: &Resolved<'_>, named: bool) -> Docs {
    let description = resolved.first(|layer| layer.description.clone());
    if !named {
        return Docs {
            description,
            ..of_layers(&resolved.layers, resolved)
        };
    }
    let docs = of_layers(resolved.outer(), resolved);
    if resolved.component.is_some() {
        return Docs {
            description,
            ..docs
        };
    }
    // What a schema that stands right here declares for the field is not the type's.
    let target = resolved.target;
    Docs {
        description,
        default: docs
            .default
            .or_else(|| fitting(&target.default, resolved).next()),
        deprecated: docs.deprecated || target.deprecated.unwrap_or_default(),
        read_only: docs.read_only || target.read_only.unwrap_or_default(),
        write_only: docs.write_only || target.write_only.unwrap_or_default(),
        ..docs
    }
}

/// What is said of the items of an array where they stand. `named`: their type has docs of its own.
pub(super) fn of_items(resolved: &Resolved<'_>, named: bool) -> Option<Box<Docs>> {
    let layers = if named {
        resolved.outer()
    } else {
        &resolved.layers
    };
    let docs = of_layers(layers, resolved);
    (docs != Docs::default()).then(|| Box::new(docs))
}

/// Texts as paragraphs of one.
pub(super) fn paragraphs<'a>(texts: impl Iterator<Item = &'a String>) -> Option<String> {
    let texts: Vec<&str> = texts.map(|text| text.trim()).collect();
    (!texts.is_empty()).then(|| texts.join("\n\n"))
}

/// The docs of a type.
pub(super) fn of_type(schema: &Schema, component: bool) -> Docs {
    let docs = of_layers(&[schema], &Resolved::of_target(schema));
    if component {
        return docs;
    }
    Docs {
        default: None,
        deprecated: false,
        read_only: false,
        write_only: false,
        ..docs
    }
}

/// Those of the values that the target accepts; the others were told.
fn fitting<'a>(
    values: impl IntoIterator<Item = &'a Spanned<Json>>,
    of: &Resolved<'_>,
) -> impl Iterator<Item = Json> {
    let values = values.into_iter();
    let fit = values.filter(|value| misfit(of.target, of.nullable, &value.value).is_none());
    fit.map(|value| value.value.clone())
}

fn of_layers(layers: &[&Schema], of: &Resolved<'_>) -> Docs {
    let mut docs = Docs::default();
    for layer in layers.iter().rev() {
        docs.title = layer.title.clone().or(docs.title);
        docs.description = layer.description.clone().or(docs.description);
        let examples: Vec<Json> = fitting(&layer.examples, of).collect();
        if !examples.is_empty() {
            docs.examples = examples;
        }
        docs.default = fitting(&layer.default, of).next().or(docs.default);
        if let Some(format) = &layer.format {
            let name = Some(format.value.clone());
            (docs.format, docs.shaping_format) = if shapes(&format.value, of.target) {
                (None, name)
            } else {
                (name, None)
            };
        }
        docs.see = layer.see.clone().or(docs.see);
        docs.deprecated = layer.deprecated.unwrap_or(docs.deprecated);
        docs.read_only = layer.read_only.unwrap_or(docs.read_only);
        docs.write_only = layer.write_only.unwrap_or(docs.write_only);
    }
    docs
}

/// Whether a format is in the type that a schema is emitted as.
fn shapes(format: &str, target: &Schema) -> bool {
    match target.type_name() {
        Some(TypeName::Integer) => ["int32", "int64", "uint64"].contains(&format),
        Some(TypeName::Number) => ["float", "double"].contains(&format),
        _ => false,
    }
}

/// Where a thing without references comes from.
pub(super) fn origin(place: &Place) -> Origin {
    let Place {
        span,
        pointer,
        provenance,
    } = place;
    let Provenance {
        source,
        standing,
        conflict,
    } = provenance.clone();
    Origin {
        span: span.clone(),
        pointer: pointer.clone(),
        source,
        standing,
        conflict,
    }
}

/// Where a field comes from: what the use leaves open, the target has.
pub(super) fn origin_of_field(schema: &Schema, resolved: &Resolved<'_>) -> Origin {
    let first =
        |of: fn(&Provenance) -> Option<String>| resolved.first(|layer| of(&layer.place.provenance));
    Origin {
        span: schema.place.span.clone(),
        pointer: schema.place.pointer.clone(),
        source: first(|provenance| provenance.source.clone()),
        standing: resolved.first(|layer| layer.place.provenance.standing),
        conflict: first(|provenance| provenance.conflict.clone()),
    }
}
