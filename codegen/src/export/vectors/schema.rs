//! Reads a schema where it stands in its document, so that what it refers to is found.

use crate::openapi::url::decoded;
use serde_json::{Map, Value as Json};

/// A schema, and the document that it stands in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Schema<'a> {
    whole: &'a Json,
    pub(super) json: &'a Json,
}

impl<'a> Schema<'a> {
    pub(super) fn whole(json: &'a Json) -> Self {
        Self { whole: json, json }
    }

    /// Another of the same document.
    pub(super) fn beside(self, json: &'a Json) -> Self {
        Self { json, ..self }
    }

    /// What a reference refers to.
    pub(super) fn target(self, reference: &Json) -> Option<Self> {
        let pointer = reference.as_str()?.strip_prefix('#')?;
        let mut tokens = pointer.split('/').skip(1).map(decoded);
        let json = tokens.try_fold(self.whole, |json, token| json.get(token))?;
        Some(self.beside(json))
    }

    /// Without the references that it begins with, and the last of them.
    pub(super) fn resolved(self) -> (Self, Option<&'a str>) {
        let (mut schema, mut last) = (self, None);
        // As many as there may be in a row.
        for _ in 0..64 {
            let Some(reference) = schema.keyword("$ref") else {
                break;
            };
            let Some(target) = schema.target(reference) else {
                break;
            };
            last = reference.as_str();
            schema = target;
        }
        (schema, last)
    }

    pub(super) fn keyword(self, name: &str) -> Option<&'a Json> {
        self.json.get(name)
    }

    /// The value of a keyword that is a count.
    pub(super) fn count(self, name: &str) -> Option<usize> {
        let count = self.keyword(name).and_then(Json::as_u64)?;
        usize::try_from(count).ok()
    }

    pub(super) fn required(self) -> impl Iterator<Item = &'a str> {
        let names = self.keyword("required").and_then(Json::as_array);
        names.into_iter().flatten().filter_map(Json::as_str)
    }

    pub(super) fn properties(self) -> impl Iterator<Item = (&'a str, Self)> {
        let members = self.keyword("properties").and_then(Json::as_object);
        let members = members.into_iter().flat_map(Map::iter);
        members.map(move |(name, json)| (name.as_str(), self.beside(json)))
    }

    /// The schemas that one is chosen of.
    pub(super) fn branches(self) -> impl Iterator<Item = Self> {
        let choices = ["oneOf", "anyOf"].into_iter();
        let choices = choices.filter_map(move |name| self.keyword(name)?.as_array());
        choices.flatten().map(move |json| self.beside(json))
    }

    /// The names of the types that it takes; none where it takes all.
    pub(super) fn types(self) -> Vec<&'a str> {
        self.keyword("type")
            .map(|named| types(named).collect())
            .unwrap_or_default()
    }
}

/// The names of types in the value of the keyword `type`.
pub(super) fn types(operand: &Json) -> impl Iterator<Item = &str> {
    let list = operand.as_array().map(Vec::as_slice).unwrap_or_default();
    operand
        .as_str()
        .into_iter()
        .chain(list.iter().filter_map(Json::as_str))
}
