//! Lists the references that lead to each change.

use super::super::change::Change;
use super::super::side::Side;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Lists the references that lead to each change.
pub(in crate::diff) fn places(old: &Side, new: &Side, changes: &mut [Change]) {
    let all = |side: &Side| {
        let mut found = BTreeMap::new();
        locate(&side.json, &mut String::new(), &mut found);
        found
            .into_iter()
            .map(|(target, places)| (target, places.into()))
            .collect()
    };
    let [in_old, in_new]: [BTreeMap<String, Arc<[String]>>; 2] = [all(old), all(new)];
    for change in changes {
        let (of, pointer) = match (&change.new, &change.old) {
            (Some(pointer), _) => (&in_new, pointer),
            (None, Some(pointer)) => (&in_old, pointer),
            _ => continue,
        };
        let mut tokens = pointer.splitn(5, '/');
        let head = [tokens.next(), tokens.next(), tokens.next(), tokens.next()];
        if let [Some(""), Some("components"), Some(kind), Some(name)] = head
            && let Some(places) = of.get(&format!("/components/{kind}/{name}"))
        {
            change.places = Arc::clone(places);
        }
    }
}

/// Puts the place of each reference to what it leads to.
fn locate(json: &Json, at: &mut String, into: &mut BTreeMap<String, Vec<String>>) {
    let length = at.len();
    match json {
        Json::Object(map) => {
            for (key, value) in map {
                if let (Some(target), "$ref") = (value.as_str(), key.as_str()) {
                    let target = target.trim_start_matches('#').to_owned();
                    into.entry(target).or_default().push(at.clone());
                }
                at.push('/');
                at.push_str(&crate::source::escape_token(key));
                locate(value, at, into);
                at.truncate(length);
            }
        }
        Json::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                at.push('/');
                at.push_str(&index.to_string());
                locate(value, at, into);
                at.truncate(length);
            }
        }
        _ => {}
    }
}
