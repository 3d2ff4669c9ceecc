//! Checks every schema once, whether anything uses it or not: for contradictions, and for what has
//! no effect. What makes types can then rely on it.

use super::reference::References;
use super::{extension, ty, value};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::name::quoted;
use crate::openapi::tidy::does_not_apply;
use crate::openapi::{Document, Schema};
use crate::source::Span;
use crate::vocabulary::{Keyword, pattern_fault};

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
            limits_of_target(schema, references, faults);
            null_of_a_choice(schema, references, faults);
        } else if schema.union.is_some() {
            null_of_a_choice(schema, references, faults);
        }
        limits(schema, faults);
        pattern(schema, faults);
        value::check(schema, references, faults);
        extension::check(schema, references, faults);
        for property in schema.members().filter(|property| !property.implied) {
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
pub(super) fn shaping(schema: &Schema) -> Vec<(&'static str, Span)> {
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
            "additionalProperties",
            schema.additional.as_ref().map(|it| it.place.span.clone()),
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
        faults.extend(no_pattern(text, &rule.span));
    }
}

/// Tells of a text that is no regular expression where one is to be.
pub(super) fn no_pattern(text: &str, span: &Span) -> Option<Diagnostic> {
    let why = pattern_fault(text)?;
    let message = format!("{} is no regular expression: {why}", quoted(text));
    let help = "a pattern is one of ECMAScript, with its flag `u`; this one is not exported, so the \
                judge holds nothing against it";
    let fault = Diagnostic::new(Code::ContradictingSchema, span.clone(), message);
    Some(fault.with_help(help).sloppily(Severity::Warning))
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

/// Whether nothing stands beside a `$ref` but what says something of it.
pub(super) fn is_only_described(schema: &Schema) -> bool {
    let mut schema = schema.clone();
    schema.title = None;
    schema.description = None;
    schema.examples.clear();
    schema.default = None;
    schema.see = None;
    schema.deprecated = None;
    schema.read_only = None;
    schema.write_only = None;
    is_bare(&schema)
}
