//! Makes a value that a schema takes: with all that it describes, or with no more than it must have.

use crate::document::Document;
use regex_syntax::hir::{Class, Hir, HirKind};
use serde_json::{Map, Number, Value, json};

/// Schemas inside one another, at the most; what need not be there is left out beyond half of it.
const DEEPEST: usize = 12;

/// Makes the samples of a document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Maker<'a> {
    pub(crate) document: &'a Document,
    /// All that is described, or as little as may be.
    pub(crate) full: bool,
    /// Whether it is sent, so that what is only in answers is left out; or else the other way round.
    pub(crate) sent: bool,
    /// What a string is where the schema says nothing of it.
    pub(crate) text: &'a str,
}

impl Maker<'_> {
    /// A value that the schema takes; an error where none was found.
    pub(crate) fn sample(self, schema: &Value) -> Result<Value, String> {
        let Some(value) = self.value(schema, 0) else {
            return Err("no value was found that its schema takes".into());
        };
        match self.document.complaint(schema, &value, self.sent) {
            Some(complaint) => Err(complaint),
            None => Ok(value),
        }
    }

    fn value(self, schema: &Value, depth: usize) -> Option<Value> {
        if depth > DEEPEST {
            return None;
        }
        let schema = &self.document.merged(schema);
        for key in ["oneOf", "anyOf"] {
            let Some(branches) = schema.get(key).and_then(Value::as_array) else {
                continue;
            };
            let mut rest = schema.as_object().cloned().unwrap_or_default();
            rest.remove(key);
            let made = branches.iter().filter_map(|branch| {
                let mut both = rest.clone();
                self.document.overlay(&mut both, branch);
                let mut value = self.value(&Value::Object(both), depth + 1)?;
                name_branch(schema, branch, &mut value);
                Some(value)
            });
            // That of a branch may be one of another's too.
            let fitting =
                made.filter(|it| self.document.complaint(schema, it, self.sent).is_none());
            return fitting.min_by_key(Value::is_null);
        }
        if let Some(value) = schema.get("const") {
            return Some(value.clone());
        }
        if let Some(values) = schema.get("enum").and_then(Value::as_array) {
            let told = values.iter().find(|value| !value.is_null());
            return told.or(values.first()).cloned();
        }
        match kind(schema) {
            "boolean" => Some(Value::Bool(true)),
            "integer" => {
                number(schema, 7.0).and_then(|it| serde_json::from_str(&format!("{it:.0}")).ok())
            }
            "number" => number(schema, 1.5)
                .and_then(Number::from_f64)
                .map(Value::Number),
            "array" => self.array(schema, depth),
            "object" => self.object(schema, depth),
            "null" => Some(Value::Null),
            _ => self.string(schema).map(Value::String),
        }
    }

    fn array(self, schema: &Value, depth: usize) -> Option<Value> {
        let least = count(schema, "minItems").unwrap_or(0);
        let most = count(schema, "maxItems").unwrap_or(usize::MAX);
        let unique = schema.get("uniqueItems") == Some(&Value::Bool(true));
        let wanted = if self.full && depth < DEEPEST / 2 {
            2
        } else {
            0
        };
        let wanted = if unique { wanted.min(1) } else { wanted };
        let mut values = Vec::new();
        let first = schema.get("prefixItems").and_then(Value::as_array);
        for item in first.into_iter().flatten() {
            values.push(self.value(item, depth + 1)?);
        }
        let items = schema.get("items").cloned().unwrap_or(Value::Bool(true));
        while values.len() < wanted.max(least).min(most) && items != Value::Bool(false) {
            match self.value(&items, depth + 1) {
                Some(value) => values.push(value),
                None if values.len() >= least => break,
                None => return None,
            }
        }
        Some(Value::Array(values))
    }

    fn object(self, schema: &Value, depth: usize) -> Option<Value> {
        let required = schema.get("required").and_then(Value::as_array);
        let required = required.into_iter().flatten().filter_map(Value::as_str);
        let elsewhere = self.document.elsewhere(schema, self.sent);
        let required: Vec<&str> = required.filter(|name| !elsewhere.contains(*name)).collect();
        let least = count(schema, "minProperties").unwrap_or(0);
        let properties = schema.get("properties").and_then(Value::as_object);
        let mut members = Map::new();
        for (name, inner) in properties.into_iter().flatten() {
            let must = required.contains(&name.as_str()) || members.len() < least;
            let may = self.full && depth < DEEPEST / 2;
            if elsewhere.contains(name) || !must && !may {
                continue;
            }
            match self.value(inner, depth + 1) {
                Some(value) => drop(members.insert(name.clone(), value)),
                None if must => return None,
                None => {}
            }
        }
        for name in required {
            members.entry(name).or_insert_with(|| json!("x"));
        }
        let more = schema.get("additionalProperties");
        let more = more.filter(|more| more.is_object() && (self.full || members.len() < least));
        if let Some(value) = more.and_then(|more| self.value(more, depth + 1)) {
            members.insert("More than that".into(), value);
        }
        Some(Value::Object(members))
    }

    fn string(self, schema: &Value) -> Option<String> {
        if let Some(pattern) = schema.get("pattern").and_then(Value::as_str) {
            let hir = regex_syntax::parse(pattern).ok()?;
            let mut text = String::new();
            write(&hir, &mut text)?;
            return Some(text);
        }
        let by_format = match schema.get("format").and_then(Value::as_str) {
            Some("uuid") => Some("0b9ac1b5-13a7-4b5e-9d0a-6f2c5b7e8d10"),
            Some("date-time") => Some("2026-01-02T03:04:05Z"),
            Some("date") => Some("2026-01-02"),
            Some("uri" | "url") => Some("https://example.com/a?b=c"),
            Some("byte") => Some("YWJj"),
            _ => None,
        };
        let least = count(schema, "minLength").unwrap_or(0);
        let most = count(schema, "maxLength").unwrap_or(usize::MAX);
        let text = by_format.unwrap_or(self.text);
        let length = text.chars().count().max(least).min(most);
        let filled = text.chars().chain(std::iter::repeat('x')).take(length);
        let filled: String = filled.collect();
        // What is cut off must not end in a space, which HTTP does not keep.
        let kept = filled.trim_end();
        let short = length - kept.chars().count();
        Some(format!("{kept}{}", "x".repeat(short)))
    }
}

/// Gives the member by which a branch is known the value that stands for the branch.
fn name_branch(schema: &Value, branch: &Value, value: &mut Value) {
    let reference = branch.get("$ref").and_then(Value::as_str);
    let (Some(known_by), Some(reference)) = (schema.get("discriminator"), reference) else {
        return;
    };
    let Some(member) = known_by.get("propertyName").and_then(Value::as_str) else {
        return;
    };
    let mapping = known_by.get("mapping").and_then(Value::as_object);
    let mut mapping = mapping.into_iter().flatten();
    let mapped = mapping.find(|(_, to)| to.as_str() == Some(reference));
    let last = reference.rsplit('/').next().unwrap_or(reference);
    let name = mapped.map_or(last, |(name, _)| name.as_str());
    if let Some(held) = value.get_mut(member).filter(|held| held.is_string()) {
        *held = Value::String(name.to_owned());
    }
}

/// The type that a schema asks for, or that its keywords are for.
fn kind(schema: &Value) -> &str {
    match schema.get("type") {
        Some(Value::String(name)) => name,
        Some(Value::Array(names)) => {
            let mut told = names.iter().filter_map(Value::as_str);
            told.find(|name| *name != "null").unwrap_or("null")
        }
        _ if schema.get("properties").is_some() => "object",
        _ if schema.get("items").is_some() => "array",
        _ => "string",
    }
}

fn count(schema: &Value, keyword: &str) -> Option<usize> {
    let count = schema.get(keyword)?.as_u64()?;
    usize::try_from(count).ok()
}

/// A number near this one, within the bounds.
fn number(schema: &Value, near: f64) -> Option<f64> {
    let bound = |keyword: &str| schema.get(keyword).and_then(Value::as_f64);
    let step = bound("multipleOf").unwrap_or(1.0);
    let least = bound("minimum").or(bound("exclusiveMinimum").map(|it| it + step.min(1.0)));
    let most = bound("maximum").or(bound("exclusiveMaximum").map(|it| it - step.min(1.0)));
    let mut value = near
        .max(least.unwrap_or(near))
        .min(most.unwrap_or(f64::MAX));
    if bound("multipleOf").is_some() {
        value = (value / step).ceil() * step;
    }
    Some(value).filter(|value| value.is_finite())
}

/// The first text that a regular expression matches; none where it looks around.
fn write(hir: &Hir, text: &mut String) -> Option<()> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(std::str::from_utf8(&literal.0).ok()?),
        HirKind::Class(Class::Unicode(class)) => {
            let ranges = class.ranges().iter();
            let shown = ranges.map(regex_syntax::hir::ClassUnicodeRange::end);
            let mut shown = shown.filter(|letter| !letter.is_control());
            let first = class.ranges().first()?.start();
            text.push(shown.find(char::is_ascii).unwrap_or(first));
        }
        HirKind::Class(Class::Bytes(_)) => return None,
        HirKind::Repetition(repeated) => {
            for _ in 0..repeated.min {
                write(&repeated.sub, text)?;
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, text)?,
        HirKind::Concat(parts) => {
            for part in parts {
                write(part, text)?;
            }
        }
        HirKind::Alternation(branches) => write(branches.first()?, text)?,
    }
    Some(())
}
