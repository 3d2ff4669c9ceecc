//! Reads schemas as sets: all that several schemas together ask of a value, with the place of each
//! keyword.

use serde_json::Value as Json;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

/// A document whose schemas are sets.
pub(super) struct Space {
    pub(super) doc: Json,
    /// What was read already.
    known: RefCell<HashMap<Conj, Rc<Flat>>>,
}

/// Schemas that all hold, with the branches that were chosen of their choices.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct Conj {
    pub(super) schemas: Vec<String>,
    chosen: BTreeMap<String, usize>,
}

impl Conj {
    pub(super) fn of(schemas: Vec<String>) -> Self {
        Self {
            schemas,
            chosen: BTreeMap::new(),
        }
    }

    /// Whether a branch was chosen of a choice in it.
    pub(super) fn is_chosen(&self) -> bool {
        !self.chosen.is_empty()
    }

    pub(super) fn choose(&self, choice: &str, branch: usize) -> Self {
        let mut chosen = self.clone();
        chosen.chosen.insert(choice.to_owned(), branch);
        chosen
    }
}

/// The types of JSON Schema, an integer being a number.
pub(super) const TYPES: [&str; 7] = [
    "object", "array", "string", "integer", "number", "boolean", "null",
];

/// A limit and where it stands.
pub(super) type Limit = (f64, String);

/// A choice of branches.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub(super) at: String,
    pub(super) keyword: &'static str,
    pub(super) branches: usize,
}

/// What schemas ask of a value.
#[derive(Debug, Clone, Default)]
pub(super) struct Flat {
    pub(super) types: BTreeSet<&'static str>,
    /// Where each keyword stands that narrows, the last one.
    pub(super) at: BTreeMap<&'static str, String>,
    pub(super) values: Option<Vec<(Json, String)>>,
    pub(super) min: Option<Limit>,
    pub(super) max: Option<Limit>,
    pub(super) above: Option<Limit>,
    pub(super) below: Option<Limit>,
    pub(super) multiples: Vec<Limit>,
    pub(super) min_length: Option<Limit>,
    pub(super) max_length: Option<Limit>,
    pub(super) patterns: Vec<(String, String)>,
    pub(super) min_items: Option<Limit>,
    pub(super) max_items: Option<Limit>,
    pub(super) unique: Option<String>,
    pub(super) items: Vec<String>,
    pub(super) members: BTreeMap<String, Vec<String>>,
    pub(super) required: BTreeMap<String, String>,
    pub(super) additional: Vec<String>,
    pub(super) closed: Option<String>,
    /// Schemas that say something of the members beside their own: the keyword, and their own.
    beside: Vec<(String, BTreeSet<String>)>,
    pub(super) min_members: Option<Limit>,
    pub(super) max_members: Option<Limit>,
    pub(super) choices: Vec<Choice>,
    /// Keywords that this algebra has no set for, with their values.
    pub(super) unknown: Vec<(String, String, Json)>,
    pub(super) nothing: bool,
    /// The schemas that say all this, those that references lead to among them.
    pub(super) schemas: Vec<String>,
}

/// Keywords that no algebra here has.
const UNKNOWN: [&str; 19] = [
    "not",
    "if",
    "then",
    "else",
    "patternProperties",
    "propertyNames",
    "unevaluatedProperties",
    "dependentRequired",
    "dependentSchemas",
    "dependencies",
    "prefixItems",
    "additionalItems",
    "unevaluatedItems",
    "contains",
    "minContains",
    "maxContains",
    "$dynamicRef",
    "$recursiveRef",
    "$id",
];

impl Space {
    pub(super) fn new(doc: Json) -> Self {
        Self {
            doc,
            known: RefCell::default(),
        }
    }

    /// What schemas ask of a value, read once.
    pub(super) fn flat(&self, conj: &Conj) -> Rc<Flat> {
        if let Some(known) = self.known.borrow().get(conj) {
            return Rc::clone(known);
        }
        let flat = Rc::new(self.read(conj));
        let mut known = self.known.borrow_mut();
        known.insert(conj.clone(), Rc::clone(&flat));
        flat
    }

    fn read(&self, conj: &Conj) -> Flat {
        let mut flat = Flat {
            types: TYPES.into_iter().collect(),
            ..Flat::default()
        };
        let mut open = conj.schemas.clone();
        let mut seen = BTreeSet::new();
        while let Some(pointer) = open.pop() {
            if seen.insert(pointer.clone()) {
                flat.schemas.push(pointer.clone());
                self.schema(&pointer, conj, &mut flat, &mut open);
            }
        }
        if let Some(values) = &mut flat.values {
            let types = &flat.types;
            values.retain(|(value, _)| is_of(value, types));
        }
        // A schema that closes an object, or says what else may be in it, means by that the members
        // which it names itself, not those of the schemas beside it.
        for (at, own) in std::mem::take(&mut flat.beside) {
            if flat.members.keys().any(|it| !own.contains(it)) {
                let value = self.doc.pointer(&at).cloned().unwrap_or_default();
                flat.unknown
                    .push(("additionalProperties".into(), at, value));
            }
        }
        flat
    }

    fn schema(&self, pointer: &str, conj: &Conj, flat: &mut Flat, open: &mut Vec<String>) {
        let map = match self.doc.pointer(pointer) {
            Some(Json::Object(map)) => map,
            Some(Json::Bool(true)) => return,
            _ => {
                flat.nothing = true;
                return;
            }
        };
        if !matches!(
            map.get("additionalProperties"),
            None | Some(Json::Bool(true))
        ) {
            let own = map.get("properties").and_then(Json::as_object);
            let own = own.into_iter().flatten().map(|(name, _)| name.clone());
            let at = format!("{pointer}/additionalProperties");
            flat.beside.push((at, own.collect()));
        }
        for (key, value) in map {
            let at = format!("{pointer}/{}", crate::source::escape_token(key));
            match key.as_str() {
                "$ref" => match value.as_str().and_then(|it| it.strip_prefix('#')) {
                    Some(target) if self.doc.pointer(target).is_some() => {
                        open.push(target.to_owned());
                    }
                    _ => flat.unknown.push((key.clone(), at, value.clone())),
                },
                "allOf" => {
                    let parts = value.as_array().map_or(0, Vec::len);
                    open.extend((0..parts).map(|index| format!("{at}/{index}")));
                }
                "oneOf" | "anyOf" => {
                    let branches = value.as_array().map_or(0, Vec::len);
                    match conj.chosen.get(&at) {
                        Some(index) => open.push(format!("{at}/{index}")),
                        None => flat.choices.push(Choice {
                            keyword: if key == "oneOf" { "oneOf" } else { "anyOf" },
                            at,
                            branches,
                        }),
                    }
                }
                name if UNKNOWN.contains(&name) => {
                    flat.unknown.push((key.clone(), at, value.clone()));
                }
                _ => flat.keyword(key, value, at),
            }
        }
    }
}

impl Flat {
    fn keyword(&mut self, key: &str, value: &Json, at: String) {
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
    pub(super) fn set(&self) -> &'static str {
        if self.at.contains_key("const") {
            "const"
        } else {
            "enum"
        }
    }

    /// The schemas of a member: its own, or those of what is not named.
    pub(super) fn member(&self, name: &str) -> Vec<String> {
        let own = self.members.get(name);
        own.unwrap_or(&self.additional).clone()
    }

    /// Whether it asks something of what an object or an array holds.
    pub(super) fn looks_inside(&self) -> bool {
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
    pub(super) fn is_empty(&self) -> bool {
        self.nothing || self.types.is_empty() || self.values.as_ref().is_some_and(Vec::is_empty)
    }

    /// The least number that is accepted, and whether only what is above it is.
    pub(super) fn least(&self) -> (f64, bool) {
        let min = self.min.as_ref().map_or(f64::NEG_INFINITY, |it| it.0);
        let above = self.above.as_ref().map_or(f64::NEG_INFINITY, |it| it.0);
        if above >= min {
            (above, above.is_finite())
        } else {
            (min, false)
        }
    }

    /// The greatest number that is accepted, and whether only what is below it is.
    pub(super) fn greatest(&self) -> (f64, bool) {
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
pub(super) fn is_of(value: &Json, types: &BTreeSet<&'static str>) -> bool {
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

/// Adds what the references in a value lead to.
pub(super) fn references(json: &Json, into: &mut Vec<String>) {
    match json {
        Json::Object(map) => {
            for (key, value) in map {
                match value.as_str().and_then(|it| it.strip_prefix('#')) {
                    Some(target) if key == "$ref" => into.push(target.to_owned()),
                    _ => references(value, into),
                }
            }
        }
        Json::Array(list) => list.iter().for_each(|it| references(it, into)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openapi::keywords::{SCHEMA, Support};

    /// What binds payloads and has no set is unproven, never passed over.
    #[test]
    fn every_keyword_for_the_judge_is_unknown() {
        let judged = SCHEMA.iter().filter(|row| row.support == Support::Judged);
        let missing: Vec<&str> = judged
            .map(|row| row.name)
            .filter(|name| !UNKNOWN.contains(name))
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
