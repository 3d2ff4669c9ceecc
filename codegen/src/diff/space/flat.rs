//! Defines what schemas ask of a value, keyword by keyword, with the place of each.

use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

/// A limit and where it stands.
pub(in crate::diff) type Limit = (f64, String);

/// A choice of branches.
#[derive(Debug, Clone)]
pub(in crate::diff) struct Choice {
    pub(in crate::diff) at: String,
    pub(in crate::diff) keyword: &'static str,
    pub(in crate::diff) branches: usize,
}

/// What schemas ask of a value.
#[derive(Debug, Clone, Default)]
pub(in crate::diff) struct Flat {
    pub(in crate::diff) types: BTreeSet<&'static str>,
    /// Where each keyword stands that narrows, the last one.
    pub(in crate::diff) at: BTreeMap<&'static str, String>,
    pub(in crate::diff) values: Option<Vec<(Json, String)>>,
    pub(in crate::diff) min: Option<Limit>,
    pub(in crate::diff) max: Option<Limit>,
    pub(in crate::diff) above: Option<Limit>,
    pub(in crate::diff) below: Option<Limit>,
    pub(in crate::diff) multiples: Vec<Limit>,
    pub(in crate::diff) min_length: Option<Limit>,
    pub(in crate::diff) max_length: Option<Limit>,
    pub(in crate::diff) patterns: Vec<(String, String)>,
    pub(in crate::diff) min_items: Option<Limit>,
    pub(in crate::diff) max_items: Option<Limit>,
    pub(in crate::diff) unique: Option<String>,
    pub(in crate::diff) items: Vec<String>,
    pub(in crate::diff) members: BTreeMap<String, Vec<String>>,
    pub(in crate::diff) required: BTreeMap<String, String>,
    pub(in crate::diff) additional: Vec<String>,
    pub(in crate::diff) closed: Option<String>,
    /// Schemas that say something of the members beside their own: the keyword, and their own.
    pub(super) beside: Vec<(String, BTreeSet<String>)>,
    pub(in crate::diff) min_members: Option<Limit>,
    pub(in crate::diff) max_members: Option<Limit>,
    pub(in crate::diff) choices: Vec<Choice>,
    /// Keywords that this algebra has no set for, with their values.
    pub(in crate::diff) unknown: Vec<(String, String, Json)>,
    pub(in crate::diff) nothing: bool,
    /// Whether a schema is a part of itself, of which no set can be made.
    pub(in crate::diff) is_endless: bool,
    /// The schemas that say all this, those that references lead to among them.
    pub(in crate::diff) schemas: Vec<String>,
}

impl Flat {
    pub(super) fn keyword(&mut self, key: &str, value: &Json, at: String) {
        match key {
            "type" => self.types_of(value, at),
            "const" => self.narrow_values(vec![(value.clone(), at.clone())], "const", at),
            "enum" => {
                let values = value.as_array().map(Vec::as_slice).unwrap_or_default();
                let values = values.iter().enumerate();
                let values = values
                    .map(|(index, it)| (it.clone(), format!("{at}/{index}")))
                    .collect();
                self.narrow_values(values, "enum", at);
            }
            "properties" => {
                for name in value
                    .as_object()
                    .into_iter()
                    .flatten()
                    .map(|(name, _)| name)
                {
                    let at = format!("{at}/{}", crate::source::escape_token(name));
                    self.members.entry(name.clone()).or_default().push(at);
                }
            }
            "required" => {
                for (index, name) in value.as_array().into_iter().flatten().enumerate() {
                    if let Some(name) = name.as_str() {
                        self.required
                            .insert(name.to_owned(), format!("{at}/{index}"));
                    }
                }
            }
            "items" => self.items.push(at),
            "additionalProperties" => match value {
                Json::Bool(true) => {}
                Json::Bool(false) => self.closed = Some(at),
                _ => self.additional.push(at),
            },
            "uniqueItems" if value == &Json::Bool(true) => self.unique = Some(at),
            "pattern" => {
                if let Some(text) = value.as_str() {
                    self.patterns.push((text.to_owned(), at));
                }
            }
            "multipleOf" => self.multiples.extend(value.as_f64().map(|it| (it, at))),
            _ => self.limit(key, value, at),
        }
    }

    fn limit(&mut self, key: &str, value: &Json, at: String) {
        let Some(limit) = value.as_f64() else { return };
        let (slot, is_least) = match key {
            "minimum" => (&mut self.min, true),
            "exclusiveMinimum" => (&mut self.above, true),
            "minLength" => (&mut self.min_length, true),
            "minItems" => (&mut self.min_items, true),
            "minProperties" => (&mut self.min_members, true),
            "maximum" => (&mut self.max, false),
            "exclusiveMaximum" => (&mut self.below, false),
            "maxLength" => (&mut self.max_length, false),
            "maxItems" => (&mut self.max_items, false),
            "maxProperties" => (&mut self.max_members, false),
            _ => return,
        };
        let narrows = slot.as_ref().is_none_or(|(known, _)| {
            if is_least {
                limit > *known
            } else {
                limit < *known
            }
        });
        if narrows {
            *slot = Some((limit, at));
        }
    }

    fn types_of(&mut self, value: &Json, at: String) {
        let names: Vec<&str> = match value {
            Json::String(name) => vec![name],
            Json::Array(names) => names.iter().filter_map(Json::as_str).collect(),
            _ => return,
        };
        let takes = |ty: &str| names.contains(&ty) || ty == "integer" && names.contains(&"number");
        self.types.retain(|ty| takes(ty));
        self.at.insert("type", at);
    }

    fn narrow_values(&mut self, values: Vec<(Json, String)>, keyword: &'static str, at: String) {
        self.at.insert("enum", at.clone());
        self.at
            .insert(if keyword == "const" { "const" } else { "enum" }, at);
        self.values = Some(match self.values.take() {
            None => values,
            Some(known) => {
                let both = known
                    .into_iter()
                    .filter(|(it, _)| values.iter().any(|(v, _)| v == it));
                both.collect()
            }
        });
    }

    /// The keyword of its set of values.
    pub(in crate::diff) fn set(&self) -> &'static str {
        if self.at.contains_key("const") {
            "const"
        } else {
            "enum"
        }
    }

    /// The schemas of a member: its own, or those of what is not named.
    pub(in crate::diff) fn member(&self, name: &str) -> Vec<String> {
        let own = self.members.get(name);
        own.unwrap_or(&self.additional).clone()
    }

    /// Whether it asks something of what an object or an array holds.
    pub(in crate::diff) fn looks_inside(&self) -> bool {
        let limits = [
            &self.min_items,
            &self.max_items,
            &self.min_members,
            &self.max_members,
        ];
        limits.into_iter().any(Option::is_some)
            || self.unique.is_some()
            || self.closed.is_some()
            || !self.items.is_empty()
            || !self.members.is_empty()
            || !self.required.is_empty()
            || !self.additional.is_empty()
    }

    /// Whether it is known to accept nothing.
    pub(in crate::diff) fn is_empty(&self) -> bool {
        self.nothing || self.types.is_empty() || self.values.as_ref().is_some_and(Vec::is_empty)
    }

    /// The least number that is accepted, and whether only what is above it is.
    pub(in crate::diff) fn least(&self) -> (f64, bool) {
        let min = self.min.as_ref().map_or(f64::NEG_INFINITY, |it| it.0);
        let above = self.above.as_ref().map_or(f64::NEG_INFINITY, |it| it.0);
        if above >= min {
            (above, above.is_finite())
        } else {
            (min, false)
        }
    }

    /// The greatest number that is accepted, and whether only what is below it is.
    pub(in crate::diff) fn greatest(&self) -> (f64, bool) {
        let max = self.max.as_ref().map_or(f64::INFINITY, |it| it.0);
        let below = self.below.as_ref().map_or(f64::INFINITY, |it| it.0);
        if below <= max {
            (below, below.is_finite())
        } else {
            (max, false)
        }
    }
}

/// Whether a value is of one of the types.
pub(in crate::diff) fn is_of(value: &Json, types: &BTreeSet<&'static str>) -> bool {
    let name = match value {
        Json::Null => "null",
        Json::Bool(_) => "boolean",
        Json::String(_) => "string",
        Json::Array(_) => "array",
        Json::Object(_) => "object",
        Json::Number(number) if number.as_f64().is_some_and(|it| it.fract() == 0.0) => "integer",
        Json::Number(_) => "number",
    };
    types.contains(name)
}
