//! Reads schemas: every keyword is taken according to its row in the list.

use super::cursor::{self, At, Map, Reader, unsupported};
use super::keywords::{Operand, SCHEMA, Support};
use super::value::{json, loses_digits};
use super::{
    Property, Rule, Schema, Several, Spanned, TypeName, Types, choice, collapse, info, set,
    several, tidy,
};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::name::quoted;
use crate::source::Value;
use crate::vocabulary::Keyword;

/// A schema. It nests no deeper than the tree does, which the readers of text bound.
pub(super) fn schema(reader: &Reader, at: &At<'_>) -> Option<Schema> {
    match at.node.as_bool() {
        Some(true) => {
            return Some(Schema {
                place: at.place(),
                ..Schema::default()
            });
        }
        Some(false) => {
            return Some(Schema {
                place: at.place(),
                unshaped: vec![unsupported(at, "a schema that nothing satisfies")],
                ..Schema::default()
            });
        }
        None => {}
    }
    let mut map = reader.map(at, cursor::SCHEMA)?;
    let mut schema = Schema {
        place: map.place(),
        ..Schema::default()
    };
    shape(&mut map, &mut schema);
    annotations(&mut map, &mut schema);
    schema.rules = rules(&mut map, &mut schema);
    older_bounds(&mut map, &mut schema.rules);
    schema.unshaped.extend(judged(&mut map));
    schema.opaque |= rejected(&mut map);
    schema.sensitivity = map.sensitivity();
    schema.rust_name = map.schema_rust_name();
    schema.one_of = map.one_of_properties();
    schema.error_codes = map.error_codes();
    collapse::all_of(&mut map, &mut schema, self::schema);
    collapse::nullable(&mut map, &mut schema);
    if !schema.opaque {
        several::of_types(reader, &mut schema);
        several::of_constants(&mut schema);
        collapse::sole_inline(&mut schema);
        set::settle(reader, &mut schema);
    }
    tidy::tidy(reader, &mut schema);
    Some(schema)
}

fn shape(map: &mut Map<'_, '_>, schema: &mut Schema) {
    let reader = map.reader;
    schema.reference = map.text("$ref");
    let stated = map.take("type");
    schema.opaque = stated.is_some();
    schema.types = stated.and_then(|at| types(reader, &at, schema));
    schema.opaque &=
        schema.types.is_none() && schema.several.is_none() && schema.unshaped.is_empty();
    schema.properties = map.take("properties").map(|at| Spanned {
        span: at.span(),
        value: reader
            .entries(&at)
            .into_iter()
            .map(|e| property(reader, e))
            .collect(),
    });
    schema.required = map
        .take("required")
        .map(|at| required(reader, &at))
        .unwrap_or_default();
    schema.items = map
        .take("items")
        .and_then(|at| self::schema(reader, &at))
        .map(Box::new);
    schema.additional = additional(map, schema);
    schema.format = map.text("format");
    schema.values = set::read(map);
    schema.values_names = set::names(map, schema.values.as_ref());
    schema.union = choice::read(map, &mut schema.unshaped);
}

/// The names of the members that have to be there. A flag is what a parameter has.
fn required(reader: &Reader, at: &At<'_>) -> Vec<Spanned<String>> {
    let Some(flag) = at.node.as_bool() else {
        return reader.texts(at);
    };
    let message = "expected an array, found a boolean";
    let fault = Diagnostic::new(Code::WrongKind, at.head(), message);
    reader.report(if flag {
        fault.with_help("a member is required by its name in `required` of the object it is in")
    } else {
        let help = "a member that `required` of its object does not name may be missing anyway";
        fault.with_help(help).sloppily(Severity::Warning)
    });
    Vec::new()
}

/// What the members are that `properties` does not name. Without a type, values that are no objects
/// pass too, and no type has room for both.
fn additional(map: &mut Map<'_, '_>, beside: &Schema) -> Option<Box<Schema>> {
    let reader = map.reader;
    let at = map.take("additionalProperties")?;
    let says = at.node.as_object().is_some() && !says_nothing(&at);
    (beside.is_object_by_itself() && says).then(|| schema(reader, &at).map(Box::new))?
}

/// An object whose members all stand right there, so that there may be no others.
fn is_plain_object(schema: &Schema) -> bool {
    schema.is_object_by_itself() && schema.reference.is_none() && schema.union.is_none()
}

/// A schema that every value satisfies.
fn says_nothing(at: &At<'_>) -> bool {
    let empty = at.node.as_object().is_some_and(|it| it.members.is_empty());
    empty || at.node.as_bool() == Some(true)
}

fn property(reader: &Reader, (name, at): (Spanned<String>, At<'_>)) -> Property {
    let refused = || Schema {
        place: at.place(),
        opaque: true,
        ..Schema::default()
    };
    let schema = schema(reader, &at).unwrap_or_else(refused);
    Property {
        name,
        schema,
        implied: false,
    }
}

fn types(reader: &Reader, at: &At<'_>, schema: &mut Schema) -> Option<Spanned<Types>> {
    let names = match &at.node.value {
        Value::Array(_) => reader.list(at)?,
        Value::String(_) | Value::Null => vec![at.clone()],
        _ => {
            reader.wrong_kind(at, "a string or an array");
            return None;
        }
    };
    let mut nullable = false;
    let mut found = Vec::new();
    for name in names {
        let name = match &name.node.value {
            Value::Null => {
                reader.unquoted_null(&name);
                Spanned::new("null".to_owned(), name.head())
            }
            _ => reader.text(&name)?,
        };
        if name.value == "null" {
            nullable = true;
        } else if let Some(known) = TypeName::ALL
            .into_iter()
            .find(|it| it.as_str() == name.value)
        {
            found.push(known);
        } else {
            let message = format!("there is no type {}", quoted(&name.value));
            let known = TypeName::ALL.map(TypeName::as_str);
            reader.report(
                Diagnostic::new(Code::WrongKind, name.span, message)
                    .with_suggestion(&name.value, known),
            );
            return None;
        }
    }
    let [name] = found[..] else {
        if found.is_empty() && nullable {
            let what = "a value that is `null` and nothing else";
            schema.unshaped.push(unsupported(at, what));
        } else if found.is_empty() {
            schema.unshaped.push(unsupported(at, "a list of no types"));
        } else {
            let (types, null) = (found, nullable);
            schema.several = Some(Spanned::new(Several { types, null }, at.span()));
        }
        return None;
    };
    Some(Spanned {
        value: Types { name, nullable },
        span: at.span(),
    })
}

fn annotations(map: &mut Map<'_, '_>, schema: &mut Schema) {
    schema.title = map.plain("title");
    schema.description = map.plain("description");
    let example = |at: &At<'_>| Spanned::new(json(at), at.head());
    schema.examples = map.take("example").iter().map(example).collect();
    let several = map
        .take("examples")
        .map(|at| listed_examples(map.reader, &at));
    let several = several.unwrap_or_default();
    schema.examples.extend(several.iter().map(example));
    schema.default = map.take("default").as_ref().map(example);
    schema.deprecated = map.flag("deprecated");
    schema.read_only = map.flag("readOnly");
    schema.write_only = map.flag("writeOnly");
    schema.see = info::external_docs(map);
    map.plain("$comment");
    of_places(map);
    if schema
        .union
        .as_ref()
        .is_none_or(|union| union.branches.len() < 2)
    {
        map.unread("discriminator", "a schema that is no choice");
    }
    map.unread("xml", "a schema");
    map.unread("contentSchema", "a schema");
    of_older_drafts(map);
}

/// `examples`, which are a list in a schema and have names everywhere else.
fn listed_examples<'t>(reader: &Reader, at: &At<'t>) -> Vec<At<'t>> {
    if at.node.as_object().is_none() {
        return reader.list(at).unwrap_or_default();
    }
    let message = "expected an array, found an object";
    let help = "the examples of a schema have no names: they are read as a list";
    let fault = Diagnostic::new(Code::WrongKind, at.head(), message).with_help(help);
    reader.report(fault.sloppily(Severity::Warning));
    let entries = reader.entries(at).into_iter();
    entries
        .map(|(_, at)| at.child("value").unwrap_or(at))
        .collect()
}

/// Keywords that bound values once, and have other names since.
fn of_older_drafts(map: &mut Map<'_, '_>) {
    for (key, now) in [
        ("additionalItems", "`items` beside `prefixItems`"),
        ("dependencies", "`dependentRequired` or `dependentSchemas`"),
    ] {
        if let Some(at) = map.take(key) {
            let message = format!("`{key}` binds nothing in JSON Schema 2020-12");
            let fault = Diagnostic::new(Code::LeftOut, at.span(), message);
            let fault = fault.with_help(format!("what it said is said by {now}"));
            map.reader.report(fault.sloppily(Severity::Warning));
        }
    }
}

/// By what a schema is found: settled when the document was bundled, but where no schema was looked for.
fn of_places(map: &mut Map<'_, '_>) {
    for key in ["$id", "$anchor", "$defs", "definitions"] {
        map.unread(key, "a schema here");
    }
    if let Some(at) = map.take("$schema") {
        let message = "a dialect other than those of OpenAPI 3.1 and JSON Schema 2020-12";
        map.reader.report(unsupported(&at, message));
    }
}

fn rules(map: &mut Map<'_, '_>, schema: &mut Schema) -> Vec<Rule> {
    let reader = map.reader;
    let mut rules = Vec::new();
    for row in SCHEMA {
        let Support::Validated(keyword, operand) = row.support else {
            continue;
        };
        let Some(at) = map.take(row.name) else {
            continue;
        };
        if exclusive(keyword).is_some() && at.node.as_bool().is_some() {
            continue;
        }
        let closes = at.node.as_bool() == Some(false) && is_plain_object(schema);
        if operand == Operand::Others && !closes && !says_nothing(&at) {
            if schema.additional.is_some() {
                continue;
            }
            let message = format!("`{}` shapes no type here", row.name);
            let fault = Diagnostic::new(Code::UnsupportedKeyword, at.span(), message);
            schema.unshaped.push(fault);
            continue;
        }
        match expected(operand, &at.node.value) {
            Some(expected) if at.node.is_null() => reader.no_bound(&at, expected),
            Some(expected) => reader.wrong_kind(&at, expected),
            None if loses_digits(&at.node.value) => {
                let message = format!("`{}` with more digits than are kept", row.name);
                reader.report(unsupported(&at, message));
            }
            None => rules.push(Rule {
                keyword,
                span: at.span(),
                value: match operand {
                    Operand::Others => (!closes).into(),
                    _ => json(&at),
                },
            }),
        }
    }
    rules
}

/// The bound that a keyword excludes, where it does as of OpenAPI 3.0.
fn exclusive(keyword: Keyword) -> Option<Keyword> {
    match keyword {
        Keyword::ExclusiveMinimum => Some(Keyword::Minimum),
        Keyword::ExclusiveMaximum => Some(Keyword::Maximum),
        _ => None,
    }
}

/// `exclusiveMinimum` as OpenAPI 3.0 had it: a flag of the bound beside it.
fn older_bounds(map: &mut Map<'_, '_>, rules: &mut [Rule]) {
    for keyword in [Keyword::ExclusiveMinimum, Keyword::ExclusiveMaximum] {
        let (Some(at), Some(bound)) = (map.take(keyword.as_str()), exclusive(keyword)) else {
            continue;
        };
        let Some(flag) = at.node.as_bool() else {
            continue;
        };
        let beside = rules.iter_mut().find(|rule| rule.keyword == bound);
        let help = match beside.filter(|_| flag) {
            Some(rule) => {
                (rule.keyword, rule.span) = (keyword, at.span());
                format!("it is read as `{}: {}`", keyword.as_str(), rule.value)
            }
            None => "it excludes nothing here, and is left out".to_owned(),
        };
        let message = format!("`{}` is a number since OpenAPI 3.1", keyword.as_str());
        let fault = Diagnostic::new(Code::WrongKind, at.head(), message).with_help(help);
        map.reader.report(fault.sloppily(Severity::Warning));
    }
    rules.sort_by_key(|rule| rule.keyword);
}

/// What should stand there, where something else does.
fn expected(operand: Operand, value: &Value) -> Option<&'static str> {
    // A number beyond the doubles was reported as such, and needs no second report.
    let number = |accepted: fn(f64) -> bool| matches!(value, Value::Number(number) if number.as_f64().is_none_or(accepted));
    let count = matches!(value, Value::Number(number) if number.as_u64().is_some());
    let (fits, expected) = match operand {
        Operand::Number => (number(|_| true), "a number"),
        Operand::Positive => (number(|number| number > 0.0), "a number above zero"),
        Operand::Count => (count, "an integer from zero"),
        Operand::Flag => (matches!(value, Value::Bool(_)), "a boolean"),
        Operand::Text => (matches!(value, Value::String(_)), "a string"),
        Operand::Others => (true, ""),
    };
    (!fits).then_some(expected)
}

/// The keywords that shape no type, and bind values all the same.
fn judged(map: &mut Map<'_, '_>) -> Vec<Diagnostic> {
    let rows = SCHEMA.iter().filter(|row| row.support == Support::Judged);
    let found = rows.filter_map(|row| {
        let at = map.take(row.name)?;
        let message = format!("the keyword `{}` shapes no type", row.name);
        Some(Diagnostic::new(
            Code::UnsupportedKeyword,
            at.span(),
            message,
        ))
    });
    found.collect()
}

/// Reports the keywords that are not supported; whether there is one.
fn rejected(map: &mut Map<'_, '_>) -> bool {
    let mut any = false;
    for keyword in SCHEMA
        .iter()
        .filter(|keyword| keyword.support == Support::Rejected)
    {
        let Some(at) = map.take(keyword.name) else {
            continue;
        };
        let message = format!("the keyword `{}` is not supported", keyword.name);
        let fault = Diagnostic::new(Code::UnsupportedKeyword, at.span(), message);
        map.reader.report(match keyword.remark {
            "" => fault,
            remark => fault.with_help(remark),
        });
        any = true;
    }
    any
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Format, Source};

    /// The list and the reader must agree: a keyword that is listed is taken, and no other is.
    #[test]
    fn every_listed_keyword_is_taken() {
        for keyword in SCHEMA {
            let text = format!("{{\"{}\": 1}}", keyword.name);
            let tree = Source::new("schema.json", text).parse(Format::Json);
            let reader = Reader::default();
            schema(&reader, &At::root(&tree.root.expect("it is JSON")));
            let codes: Vec<_> = reader.finish().iter().map(|fault| fault.code).collect();
            assert!(!codes.contains(&Code::UnknownKey), "{}", keyword.name);
            let rejected = keyword.support == Support::Rejected;
            let reported = codes.contains(&Code::UnsupportedKeyword);
            assert_eq!(rejected, reported, "{}", keyword.name);
        }
    }
}
