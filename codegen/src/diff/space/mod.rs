//! Reads schemas as sets: all that several schemas together ask of a value, with the place of each
//! keyword.

mod flat;

pub(super) use flat::{Choice, Flat, Limit, is_of};
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
        let mut open: Vec<_> = conj.schemas.iter().map(|it| (it.clone(), None)).collect();
        let mut seen = BTreeSet::new();
        // Which of the schemas leads to each.
        let mut led_by: Vec<Option<usize>> = Vec::new();
        while let Some((pointer, by)) = open.pop() {
            if seen.insert(pointer.clone()) {
                flat.schemas.push(pointer.clone());
                led_by.push(by);
                let mut inside = Vec::new();
                self.schema(&pointer, conj, &mut flat, &mut inside);
                let index = led_by.len() - 1;
                open.extend(inside.into_iter().map(|it| (it, Some(index))));
                continue;
            }
            let up = |index: &usize| *led_by.get(*index)?;
            let mut way = std::iter::successors(by, up);
            flat.is_endless |= way.any(|it| flat.schemas.get(it) == Some(&pointer));
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
