//! Makes values that a schema takes: the smallest, the one with every member, and those at its edges.

use super::document::{Document, number_of};
use super::schema::Schema;
use super::verdict::fits;
use crate::source::Number;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// Values in one that is made.
pub(super) const LARGEST: usize = 5_000;

/// Letters of a string and items of an array that are made to reach a bound.
pub(super) const LONGEST: usize = 300;

/// Strings that take some care: nothing, more than one byte or one unit of UTF-16 a letter, what
/// ends a string elsewhere, and what looks like another type.
const STRINGS: [&str; 8] = [
    "x",
    "",
    "가나다",
    "\u{1f600}",
    "\u{0}",
    "0",
    "null",
    "e\u{301} \"\\/",
];

/// Numbers in the ways that they can be written.
const NUMBERS: [&str; 8] = [
    "0",
    "-0.5",
    "1e2",
    "1.0",
    "-1",
    "123456.78125",
    "5E-1",
    "-0.0",
];

/// Makes values of one document's schemas.
pub(super) struct Maker<'a> {
    /// What is being made, to end where a schema comes to itself.
    within: Vec<&'a str>,
    /// How many values may still be made.
    left: usize,
    whole: bool,
}

impl<'a> Maker<'a> {
    /// The least that the schema takes, as far as that can be told.
    pub(super) fn smallest(schema: Schema<'a>) -> Option<Document> {
        Self::new(false).value(schema)
    }

    /// With every member, and one item in each array.
    pub(super) fn fullest(schema: Schema<'a>) -> Option<Document> {
        Self::new(true).value(schema)
    }

    fn new(whole: bool) -> Self {
        Self {
            within: Vec::new(),
            left: LARGEST,
            whole,
        }
    }

    fn value(&mut self, schema: Schema<'a>) -> Option<Document> {
        self.left = self.left.checked_sub(1)?;
        let (schema, name) = schema.resolved();
        if let Some(name) = name {
            if self.within.contains(&name) {
                return None;
            }
            self.within.push(name);
        }
        let made = self.resolved(schema);
        if name.is_some() {
            self.within.pop();
        }
        made
    }

    fn resolved(&mut self, schema: Schema<'a>) -> Option<Document> {
        if let Some(value) = listed(schema).into_iter().next() {
            return Some(value);
        }
        let branches: Vec<_> = schema.branches().collect();
        if !branches.is_empty() {
            return branches.into_iter().find_map(|branch| self.value(branch));
        }
        match schema.types().into_iter().find(|name| *name != "null") {
            Some("boolean") => Some(Document::Bool(false)),
            Some("integer" | "number") => numbers(schema).into_iter().next(),
            Some("string") => strings(schema).into_iter().next(),
            Some("array") => self.array(schema),
            Some("object") => self.object(schema),
            Some(_) => None,
            None if schema.types().is_empty() => Some(Document::Text("x".into())),
            None => Some(Document::Null),
        }
    }

    fn array(&mut self, schema: Schema<'a>) -> Option<Document> {
        let least = schema.count("minItems").unwrap_or(0);
        let most = schema.count("maxItems").unwrap_or(usize::MAX);
        let count = if self.whole { least.max(1) } else { least };
        let Some(items) = schema.keyword("items") else {
            let count = count.min(most).min(LONGEST);
            return Some(Document::Array(vec![Document::Null; count]));
        };
        let made = self.value(schema.beside(items));
        match made {
            _ if count == 0 || most == 0 => Some(Document::Array(Vec::new())),
            Some(item) => Some(Document::Array(vec![item; count.min(LONGEST)])),
            None if least == 0 => Some(Document::Array(Vec::new())),
            None => None,
        }
    }

    fn object(&mut self, schema: Schema<'a>) -> Option<Document> {
        let mut members = BTreeMap::new();
        let required: Vec<&str> = schema.required().collect();
        for (name, inner) in schema.properties() {
            let is_required = required.contains(&name);
            if !is_required && !self.whole {
                continue;
            }
            match self.value(inner) {
                Some(value) => drop(members.insert(name.to_owned(), value)),
                None if is_required => return None,
                None => {}
            }
        }
        for name in required {
            members.entry(name.to_owned()).or_insert(Document::Null);
        }
        let least = schema.count("minProperties").unwrap_or(0).min(LONGEST);
        for index in members.len()..least {
            members.insert(format!("undocumented{index}"), Document::Null);
        }
        Some(Document::Object(members))
    }
}

/// The values of a set.
pub(super) fn listed(schema: Schema<'_>) -> Vec<Document> {
    let one = schema.keyword("const").into_iter();
    let list = schema.keyword("enum").and_then(Json::as_array);
    let all = one.chain(list.into_iter().flatten());
    all.map(Document::of).collect()
}

/// Strings that a schema takes, the shortest and the longest first where it says how long they are.
/// Of a pattern nothing is known but its examples.
pub(super) fn strings(schema: Schema<'_>) -> Vec<Document> {
    if schema.keyword("pattern").is_some() {
        let examples = schema.keyword("examples").and_then(Json::as_array);
        let examples = examples.into_iter().flatten();
        return examples.map(Document::of).collect();
    }
    let bounds = ["minLength", "maxLength"].map(|bound| schema.count(bound));
    if bounds == [None, None] {
        return STRINGS.map(|text| Document::Text(text.into())).into();
    }
    // Outside of what one unit of UTF-16 can say.
    let bounds = bounds.into_iter().flatten();
    let bounds = bounds.filter(|length| *length <= LONGEST);
    bounds
        .map(|length| Document::Text("\u{1f600}".repeat(length)))
        .collect()
}

/// Numbers that a schema takes: at its bounds, and in the ways that they can be written.
pub(super) fn numbers(schema: Schema<'_>) -> Vec<Document> {
    let bounds = BOUNDS.iter().filter_map(|bound| schema.keyword(bound));
    let near = bounds.flat_map(|bound| around(&bound.to_string()));
    let all = NUMBERS.map(ToOwned::to_owned).into_iter().chain(near);
    let numbers = all.filter_map(|text| Number::new(&text));
    let fitting = numbers.filter(|number| fits(schema, number));
    fitting.map(Document::Number).collect()
}

/// Numbers that a schema may not take: right beyond its bounds, and where it asks for whole ones,
/// one that is not.
pub(super) fn numbers_beyond(schema: Schema<'_>) -> Vec<Document> {
    let bounds = BOUNDS.iter().filter_map(|bound| schema.keyword(bound));
    let mut texts: Vec<String> = bounds
        .flat_map(|bound| around(&bound.to_string()))
        .collect();
    texts.push("0.5".into());
    texts.iter().map(|text| number_of(text)).collect()
}

const BOUNDS: [&str; 5] = [
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
];

/// The bound itself, its neighbours, and where doubles cannot tell these, one that they can.
fn around(bound: &str) -> Vec<String> {
    if let Ok(whole) = bound.parse::<i128>() {
        let near = [whole, whole.saturating_sub(1), whole.saturating_add(1)];
        let mut texts: Vec<String> = near.iter().map(ToString::to_string).collect();
        if whole.unsigned_abs() > 1 << 53 {
            let sign = if whole < 0 { "-" } else { "" };
            texts.push(format!(
                "{sign}1e{}",
                whole.unsigned_abs().to_string().len()
            ));
        }
        return texts;
    }
    let Ok(double) = bound.parse::<f64>() else {
        return Vec::new();
    };
    let step = double.abs().max(1.0) / 1_000_000_000.0;
    [double, double - step, double + step]
        .map(|number| number.to_string())
        .into()
}
