//! Says whether a caller with the credentials that were enough has still enough: requirements are
//! alternatives, and each is met by all of its schemes.

use super::super::change::{Change, How, Verdict};
use super::super::side::Side;
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// The names of the schemes of an alternative.
type Schemes<'a> = BTreeSet<&'a str>;

/// Whether the requirements of the document, or of an operation, refuse who was let in.
pub(super) fn security(change: &Change, tokens: &[&str], old: &Side, new: &Side) -> Verdict {
    let at = tokens.iter().position(|it| *it == "security");
    let inside = tokens.len() - at.map_or(0, |at| at + 1);
    let is_refused = match (inside, change.how) {
        (0, _) => {
            let before = alternatives(listed(old, change.old.as_deref()));
            let now = alternatives(listed(new, change.new.as_deref()));
            before.iter().any(|it| !is_let_in(it, &now))
        }
        (1, How::Removed) => {
            let element = change.old.as_deref().and_then(|it| old.json.pointer(it));
            let now = alternatives(listed(new, list(change.old.as_ref())));
            element.is_none_or(|it| !is_let_in(&schemes(it), &now))
        }
        // Who had another alternative has it still, or the line that takes it says so.
        (1, How::Added) => {
            let now = alternatives(listed(new, list(change.new.as_ref())));
            listed(old, list(change.new.as_ref())).is_empty() && !is_let_in(&Schemes::new(), &now)
        }
        // A scope more is one that nobody had to have.
        (_, how) => how != How::Removed,
    };
    if is_refused {
        Verdict::Breaks
    } else {
        Verdict::Safe
    }
}

/// The pointer of the list that an element is in.
fn list(element: Option<&String>) -> Option<&str> {
    let (list, _) = element?.rsplit_once('/')?;
    Some(list)
}

/// A list of requirements; an operation without one has that of the document.
fn listed<'a>(side: &'a Side, pointer: Option<&str>) -> &'a [Json] {
    let own = pointer.and_then(|it| side.json.pointer(it));
    let list = own.or_else(|| side.json.get("security"));
    list.and_then(Json::as_array).map_or(&[], Vec::as_slice)
}

/// The alternatives of a list; without any, one of no schemes.
fn alternatives(list: &[Json]) -> Vec<Schemes<'_>> {
    if list.is_empty() {
        return vec![Schemes::new()];
    }
    list.iter().map(schemes).collect()
}

fn schemes(alternative: &Json) -> Schemes<'_> {
    let schemes = alternative.as_object().into_iter().flatten();
    schemes.map(|(name, _)| name.as_str()).collect()
}

fn is_let_in(has: &Schemes<'_>, alternatives: &[Schemes<'_>]) -> bool {
    alternatives.iter().any(|it| it.is_subset(has))
}
