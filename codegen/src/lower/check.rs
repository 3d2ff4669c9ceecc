//! Checks every schema once, whether anything uses it or not: for contradictions, and for what has
//! no effect. What makes types can then rely on it.

use super::reference::References;
use super::{extension, ty, value};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::name::quoted;
use crate::openapi::{Document, Schema, TypeName};
use crate::source::Span;
use crate::vocabulary::Keyword;
use std::collections::{BTreeMap, BTreeSet};

/// Checks every schema, and that everything that must be described is.
pub(super) fn document<'d>(
    document: &'d Document,
    references: &References<'d>,
    faults: &mut Vec<Diagnostic>,
) {
    for (_, schema) in document.schemas() {
        if schema.opaque {
            // What is not known is not missed.
        } else if schema.reference().is_some() {
            beside_reference(schema, faults);
            limits_of_target(schema, references, faults);
            null_of_a_choice(schema, references, faults);
        } else if schema.union.is_some() {
            beside_union(schema, faults);
            null_of_a_choice(schema, references, faults);
        } else {
            types(schema, faults);
        }
        if !schema.opaque {
            required(schema, faults);
        }
        limits(schema, faults);
        pattern(schema, faults);
        value::check(schema, references, faults);
        extension::check(schema, references, faults);
        for property in schema.members() {
            described(&property.name.value, &property.schema, references, faults);
        }
    }
    for (name, schema) in &document.components.schemas {
        described(name, schema, references, faults);
    }
    for operation in &document.operations {
        if operation.summary.is_none() && operation.description.is_none() {
            faults.push(undescribed("the operation", operation.place.span.clone()));
        }
    }
}

/// Keywords that shape a type, with their places.
fn shaping(schema: &Schema) -> Vec<(&'static str, Span)> {
    let required = schema.required.first().map(|first| first.span.clone());
    let keywords = [
        (
            "type",
            schema.types.as_ref().map(|types| types.span.clone()),
        ),
        (
            "properties",
            schema
                .properties
                .as_ref()
                .map(|properties| properties.span.clone()),
        ),
        ("required", required),
        (
            "items",
            schema.items.as_ref().map(|items| items.place.span.clone()),
        ),
        (
            "enum",
            schema.values.as_ref().map(|values| values.span.clone()),
        ),
        (
            "format",
            schema.format.as_ref().map(|format| format.span.clone()),
        ),
    ];
    keywords
        .into_iter()
        .filter_map(|(name, span)| Some((name, span?)))
        .collect()
}

fn beside_reference(schema: &Schema, faults: &mut Vec<Diagnostic>) {
    let mut beside = shaping(schema);
    if schema.reference.is_some() {
        beside.extend(
            schema
                .union
                .as_ref()
                .map(|union| ("oneOf", union.span.clone())),
        );
    }
    for (keyword, span) in beside {
        let message = format!("`{keyword}` beside a reference is not supported");
        faults.push(
            Diagnostic::new(Code::UnsupportedConstruct, span, message)
                .with_help("annotations and limits may stand there; the target has the shape"),
        );
    }
}

/// What limits a reference must apply to the type that it leads to.
fn limits_of_target<'d>(
    schema: &'d Schema,
    references: &References<'d>,
    faults: &mut Vec<Diagnostic>,
) {
    let target = references.resolve(schema).map(|resolved| resolved.target);
    let Some(types) = target.and_then(|target| target.types.as_ref()) else {
        return;
    };
    let name = types.value.name;
    for rule in schema
        .rules
        .iter()
        .filter(|rule| !rule.keyword.types().contains(&name))
    {
        faults.push(does_not_apply(rule.keyword.as_str(), name, &rule.span));
    }
}

/// A `null` among the branches of a choice that never passes: of `oneOf` exactly one branch accepts
/// a value, and a `type` beside the choice holds too.
fn null_of_a_choice<'d>(
    schema: &'d Schema,
    references: &References<'d>,
    faults: &mut Vec<Diagnostic>,
) {
    let union = schema.union.as_ref();
    let Some(union) = union.filter(|union| union.nulls > 0) else {
        return;
    };
    let target = schema
        .sole_branch()
        .and_then(|branch| references.resolve(branch));
    let of_target = target.is_some_and(|target| target.nullable);
    let mut warn = |message: &str, help: &str| {
        let mut fault = Diagnostic::new(Code::ContradictingSchema, union.span.clone(), message);
        fault.severity = Severity::Warning;
        fault = fault.with_help(help);
        if let Some(types) = &schema.types {
            fault = fault.with_related(types.span.clone(), "this holds too");
        }
        faults.push(fault);
    };
    if !union.accepts_null(of_target.into()) {
        let help = "one branch that accepts it is enough";
        warn("two branches accept `null`, so `oneOf` never does", help);
    } else if schema
        .types
        .as_ref()
        .is_some_and(|types| !types.value.nullable)
    {
        let help = "`type: [object, \"null\"]` lets it pass";
        warn(
            "`null` is a branch here, and the `type` beside it excludes it",
            help,
        );
    }
}

fn does_not_apply(keyword: &str, ty: TypeName, span: &Span) -> Diagnostic {
    let message = format!("`{keyword}` does not apply to the type `{}`", ty.as_str());
    Diagnostic::new(Code::ContradictingSchema, span.clone(), message)
}

fn beside_union(schema: &Schema, faults: &mut Vec<Diagnostic>) {
    let object = schema
        .type_name()
        .is_some_and(|name| name == TypeName::Object);
    let beside = shaping(schema)
        .into_iter()
        .filter(|(name, _)| *name != "type" || !object);
    let rules = schema
        .rules
        .iter()
        .map(|rule| (rule.keyword.as_str(), rule.span.clone()));
    for (keyword, span) in beside.chain(rules) {
        let message = format!("`{keyword}` beside a choice of schemas is not supported");
        faults.push(Diagnostic::new(Code::UnsupportedConstruct, span, message));
    }
}

/// A keyword that applies to one type stands beside that type.
fn types(schema: &Schema, faults: &mut Vec<Diagnostic>) {
    use TypeName::{Array, Integer, Number, Object};
    let rules = schema
        .rules
        .iter()
        .map(|rule| (rule.keyword.as_str(), rule.keyword.types(), &rule.span));
    let object: &[TypeName] = &[Object];
    let numeric: &[TypeName] = match schema.format.as_ref().map(|format| format.value.as_str()) {
        Some("int32" | "int64" | "uint64") => &[Integer],
        Some("float" | "double") => &[Number],
        _ => &[],
    };
    let shaping = shaping(schema);
    let shaping = shaping.iter().filter_map(|(name, span)| match *name {
        "properties" | "required" => Some((*name, object, span)),
        "items" => Some((*name, &[Array] as &[TypeName], span)),
        "format" if !numeric.is_empty() => Some((*name, numeric, span)),
        _ => None,
    });
    for (keyword, on, span) in shaping.chain(rules) {
        match &schema.types {
            // Bytes as they are have no type, and the media type has the rest.
            None if keyword.starts_with("content") => {}
            None => {
                let names: Vec<&str> = on.iter().map(|name| name.as_str()).collect();
                let message = format!("`{keyword}` without a `type`");
                faults.push(
                    Diagnostic::new(Code::MissingKey, span.clone(), message)
                        .with_help(format!("`type: {}` goes with it", names.join("` or `"))),
                );
            }
            Some(types) if on.contains(&types.value.name) => {}
            Some(types) => faults.push(does_not_apply(keyword, types.value.name, span)),
        }
    }
}

fn required(schema: &Schema, faults: &mut Vec<Diagnostic>) {
    let properties = schema.members();
    let properties: BTreeSet<&str> = properties
        .map(|property| property.name.value.as_str())
        .collect();
    let mut seen = BTreeMap::new();
    for name in &schema.required {
        if let Some(first) = seen.insert(name.value.as_str(), &name.span) {
            let message = format!("{} is required twice", quoted(&name.value));
            faults.push(
                Diagnostic::new(Code::ContradictingSchema, name.span.clone(), message)
                    .with_related(first.clone(), "the first is here"),
            );
        }
        if !properties.contains(name.value.as_str()) {
            let message = format!("{} is required, but is no property", quoted(&name.value));
            let fault = Diagnostic::new(Code::ContradictingSchema, name.span.clone(), message);
            let known = properties.iter().copied();
            let fault = fault.with_suggestion_of_many(faults, &name.value, known);
            faults.push(fault);
        }
    }
}

/// A lower limit above the upper one leaves nothing.
fn limits(schema: &Schema, faults: &mut Vec<Diagnostic>) {
    let rule = |keyword| schema.rules.iter().find(|rule| rule.keyword == keyword);
    for (low, high) in [
        (Keyword::Minimum, Keyword::Maximum),
        (Keyword::ExclusiveMinimum, Keyword::ExclusiveMaximum),
        (Keyword::MinLength, Keyword::MaxLength),
        (Keyword::MinItems, Keyword::MaxItems),
        (Keyword::MinProperties, Keyword::MaxProperties),
    ] {
        let (Some(lower), Some(upper)) = (rule(low), rule(high)) else {
            continue;
        };
        if lower.value.as_f64() > upper.value.as_f64() {
            let (low, high) = (low.as_str(), high.as_str());
            let message = format!("`{low}` is above `{high}`: nothing satisfies both");
            faults.push(
                Diagnostic::new(Code::ContradictingSchema, lower.span.clone(), message)
                    .with_related(upper.span.clone(), "the upper limit"),
            );
        }
    }
}

/// A validator would refuse the whole schema for it, or never let a string through.
fn pattern(schema: &Schema, faults: &mut Vec<Diagnostic>) {
    for rule in schema
        .rules
        .iter()
        .filter(|rule| rule.keyword == Keyword::Pattern)
    {
        let text = rule.value.as_str().unwrap_or_default();
        if let Err(why) = regress::Regex::with_flags(text, "u") {
            let message = format!("{} is no regular expression: {why}", quoted(text));
            faults.push(
                Diagnostic::new(Code::ContradictingSchema, rule.span.clone(), message)
                    .with_help("a pattern is one of ECMAScript, with its flag `u`"),
            );
        }
    }
}

fn described<'d>(
    name: &str,
    schema: &'d Schema,
    references: &References<'d>,
    faults: &mut Vec<Diagnostic>,
) {
    let Some(resolved) = references.resolve(schema) else {
        return;
    };
    let described = resolved.first(|layer| layer.description.as_ref());
    if described.is_none() && !resolved.target.opaque {
        faults.push(undescribed(&quoted(name), schema.place.span.clone()));
    }
}

fn undescribed(what: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::MissingDescription,
        span,
        format!("{what} has no description"),
    )
}

/// Whether nothing stands beside a `$ref`.
pub(super) fn is_bare(schema: &Schema) -> bool {
    let bare = Schema {
        place: schema.place.clone(),
        reference: schema.reference.clone(),
        ..Schema::default()
    };
    ty::is_reference(schema) && *schema == bare
}
