//! Knows the schema, the member or the operation that a public item is made from.

use super::super::side::Side;
use crate::ir::{Api, Shape};
use std::collections::HashMap;

/// Where the items of a crate come from.
#[derive(Default)]
pub(super) struct Origins {
    /// By the name of a type.
    types: HashMap<String, Origin>,
    /// By the name of an operation, in small letters and without a break between words.
    operations: HashMap<String, String>,
}

/// Where a type comes from.
struct Origin {
    schema: String,
    /// By the name of a field.
    members: HashMap<String, String>,
}

impl Origins {
    pub(super) fn of(api: Option<&Api>, side: &Side) -> Self {
        let mut origins = Self::default();
        for (_, def) in api.into_iter().flat_map(|api| api.types.iter()) {
            let schema = side.pointer_of(&def.origin.pointer, &def.origin.span);
            let mut members = HashMap::new();
            if let Shape::Struct(object) = &def.shape {
                for field in object.travelling() {
                    let wire = crate::source::escape_token(&field.wire);
                    let pointer = format!("{}/properties/{wire}", def.origin.pointer);
                    let pointer = side.pointer_of(&pointer, &field.origin.span);
                    members.insert(field.name.to_string(), pointer);
                }
            }
            let origin = Origin { schema, members };
            origins.types.insert(def.name.to_string(), origin);
        }
        for operation in api.into_iter().flat_map(|api| &api.operations) {
            let name = joined(&operation.name.to_string());
            let pointer = operation.origin.pointer.clone();
            origins.operations.entry(name).or_insert(pointer);
        }
        origins
    }

    /// The pointers of the member, if there is one, and of what it is in.
    pub(super) fn of_path(&self, path: &str) -> Vec<String> {
        let Some(rest) = path.strip_prefix("types::") else {
            return self.operation(path).into_iter().collect();
        };
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
        let (name, rest) = rest.split_at(end.unwrap_or(rest.len()));
        let Some(origin) = self.types.get(name) else {
            return Vec::new();
        };
        let member = rest.trim_start_matches(['.', ':', ' ']);
        let member = member.strip_prefix("with_").unwrap_or(member);
        let member = origin.members.get(member.trim_end_matches("_mut"));
        member
            .into_iter()
            .chain([&origin.schema])
            .cloned()
            .collect()
    }

    /// The operation that a method calls: it is called as the operation, with more behind it where there
    /// are several bodies. Else the one whose name is the longest in the path.
    fn operation(&self, path: &str) -> Option<String> {
        let name = path.rsplit("::").next().unwrap_or_default();
        let ends = name.match_indices('_').map(|(at, _)| at).rev();
        let mut shorter = std::iter::once(name.len()).chain(ends);
        let found = shorter.find_map(|end| self.operations.get(&joined(name.get(..end)?)));
        let inside = || {
            let path = joined(path);
            let all = self.operations.iter();
            let all = all.filter(|(own, _)| path.contains(own.as_str()));
            let longest = all.max_by_key(|(own, _)| (own.len(), own.as_str()));
            longest.map(|(_, pointer)| pointer)
        };
        found.or_else(inside).cloned()
    }
}

/// A name as it is compared, whether it is a method's or a type's.
fn joined(name: &str) -> String {
    name.replace('_', "").to_lowercase()
}
