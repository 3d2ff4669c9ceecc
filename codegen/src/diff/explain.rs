//! Lets one line claim what follows from it, and names each line's keyword and words.

use super::change::{Change, How};
use super::form::{Form, Forms, Kind, Role, upward};
use crate::source::{Value, escape_token, unescape_token};
use std::collections::{BTreeMap, BTreeSet};

/// Drops changes that another claims, and says of the others what they are.
pub(super) fn explain(
    found: &mut Vec<Change>,
    met: &BTreeSet<String>,
    old: &Forms<'_>,
    new: &Forms<'_>,
) {
    for change in found.iter_mut() {
        name(change, old, new);
    }
    let pointers = |how: How| {
        let of = found.iter().filter(move |it| it.how == how);
        of.map(|it| it.pointer().to_owned())
            .collect::<BTreeSet<_>>()
    };
    let (added, removed) = (pointers(How::Added), pointers(How::Removed));
    let moved: BTreeSet<_> = found
        .iter()
        .filter(|it| it.how == How::Renamed)
        .filter_map(|it| it.new.clone())
        .collect();
    let types = found.iter().filter(|it| it.keyword == "type");
    let types: BTreeSet<_> = types.map(|it| it.pointer().to_owned()).collect();
    let mut seen = BTreeSet::new();
    found.retain(|it| {
        let pointer = it.pointer();
        // A list of types that is another one has `null` in it or not.
        if it.keyword == NULL_ROW && types.contains(pointer) {
            return false;
        }
        // A member that is required comes, or goes, as one.
        if let Some(schema) = pointer.rsplit_once("/required/").map(|(schema, _)| schema)
            && it.role == Role::Other
            && let Some(member) = value(it, old, new)
        {
            let member = format!("{schema}/properties/{}", escape_token(&member));
            let of = if it.how == How::Added {
                &added
            } else {
                &removed
            };
            if of.contains(&member) {
                return false;
            }
        }
        // The name of a path's parameter changes with the path.
        let renamed = pointer.ends_with("/name") && it.how == How::Changed;
        if renamed && upward(pointer).any(|it| moved.contains(it)) {
            return false;
        }
        if it.role == Role::Schema && met.contains(pointer) && it.how != How::Changed {
            return false;
        }
        seen.insert((it.old.clone(), it.new.clone(), it.how))
    });
    hints(found, old, new);
}

/// The text of the value at a change's place.
fn value(change: &Change, old: &Forms<'_>, new: &Forms<'_>) -> Option<String> {
    let form = match (&change.new, &change.old) {
        (Some(pointer), _) => new.at(pointer)?,
        (None, Some(pointer)) => old.at(pointer)?,
        _ => return None,
    };
    form.text().map(str::to_owned)
}

fn name(change: &mut Change, old: &Forms<'_>, new: &Forms<'_>) {
    if change.keyword == NULL_ROW {
        change.what = format!("`null` {}", how_word(change.how));
        return;
    }
    let pointer = change.pointer().to_owned();
    let tokens: Vec<String> = pointer.split('/').skip(1).map(unescape_token).collect();
    let last = tokens.last().map_or("document", String::as_str);
    let before = |back: usize| {
        tokens
            .len()
            .checked_sub(back + 1)
            .and_then(|at| tokens.get(at))
    };
    let parent = before(1).map_or("", String::as_str);
    let is_index = last.parse::<usize>().is_ok();
    let word = how_word(change.how);
    let (keyword, what) = match (change.role, parent) {
        (Role::Members, _) if change.how == How::Reordered => {
            ("properties".into(), "the order of members".to_owned())
        }
        (Role::Schema, "properties") => ("properties".into(), format!("member `{last}` {word}")),
        (Role::Schema, "schemas") if tokens.len() == 3 && change.how != How::Changed => {
            ("component".into(), format!("component `{last}` {word}"))
        }
        (Role::Schema, "oneOf" | "anyOf" | "allOf") => {
            (parent.to_owned(), format!("branch of `{parent}` {word}"))
        }
        (Role::Schema, _) => ("schema".into(), schema_change(change, old, new)),
        (_, "paths") => ("path".into(), format!("path `{last}` {word}")),
        (_, "content") => ("media type".into(), format!("media type `{last}` {word}")),
        (_, "responses") => ("status".into(), format!("status {last} {word}")),
        (_, "parameters") => ("parameter".into(), format!("parameter {word}")),
        (_, "servers") => ("servers".into(), format!("server {word}")),
        _ if is_index => (
            parent.to_owned(),
            format!("`{parent}`: {} {word}", shown(change, old, new)),
        ),
        _ => {
            let keyword = if last.is_empty() { "document" } else { last };
            (
                keyword.to_owned(),
                format!("`{last}`: {}", shown(change, old, new)),
            )
        }
    };
    change.keyword = keyword;
    change.what = what;
}

/// The name of the row for `null`.
pub(super) const NULL_ROW: &str = "nullable";

fn how_word(how: How) -> &'static str {
    super::change::how(how)
}

fn schema_change(change: &Change, old: &Forms<'_>, new: &Forms<'_>) -> String {
    let brief = |pointer: &Option<String>, forms: &Forms<'_>| {
        let form = pointer.as_deref().and_then(|it| forms.at(it));
        form.map_or_else(|| "none".to_owned(), brief)
    };
    format!(
        "schema: {} → {}",
        brief(&change.old, old),
        brief(&change.new, new)
    )
}

/// A schema in a few words.
fn brief(form: &Form) -> String {
    if let Some(name) = form.target() {
        return format!("`{name}`");
    }
    for key in ["oneOf", "anyOf", "allOf"] {
        if let Some(branches) = form.get(key) {
            return format!("`{key}` of {}", branches.elements().len());
        }
    }
    match form.get("type").and_then(Form::text) {
        Some(name) => format!("{name} in place"),
        None => "any value".to_owned(),
    }
}

/// What the values at a place are. Examples may be long, or somebody's: those are not shown.
fn shown(change: &Change, old: &Forms<'_>, new: &Forms<'_>) -> String {
    let one = |pointer: &Option<String>, side: &Forms<'_>| {
        let form = pointer.as_deref().and_then(|it| side.at(it))?;
        Some(match &form.kind {
            _ if change.role == Role::Data => "data".to_owned(),
            Kind::Leaf(Value::String(text)) if text.chars().count() <= 40 => format!("`{text}`"),
            Kind::Leaf(Value::String(text)) => {
                format!("a text of {} characters", text.chars().count())
            }
            Kind::Leaf(other) => other.to_json().to_string(),
            Kind::List(list) => format!("a list of {}", list.len()),
            Kind::Map(map) => format!("an object of {}", map.len()),
        })
    };
    match (one(&change.old, old), one(&change.new, new)) {
        (Some(a), Some(b)) if a == b => format!("{a}, changed"),
        (Some(a), Some(b)) => format!("{a} → {b}"),
        (Some(a), None) => a,
        (None, Some(b)) => b,
        (None, None) => String::new(),
    }
}

/// Hints at a rename where a member of the same content comes as another goes.
fn hints(found: &mut [Change], old: &Forms<'_>, new: &Forms<'_>) {
    let mut gone: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    let key = |change: &Change, forms: &Forms<'_>, pointer: &str| {
        let (parent, _) = pointer.rsplit_once('/')?;
        let content = forms.at(pointer)?;
        let bare = content
            .members()
            .iter()
            .filter(|(key, _)| key != "description" && !key.starts_with("x-"));
        let mut bare: Vec<_> = bare
            .map(|(key, it)| format!("{key}={:?}", plain(it)))
            .collect();
        bare.sort();
        (change.role == Role::Schema).then(|| (parent.to_owned(), bare.join(";")))
    };
    for (index, change) in found
        .iter()
        .enumerate()
        .filter(|(_, it)| it.how == How::Removed)
    {
        let pointer = change.old.clone().unwrap_or_default();
        if let Some(key) = key(change, old, &pointer) {
            gone.entry(key).or_default().push(index);
        }
    }
    for index in 0..found.len() {
        let Some(change) = found.get(index).filter(|it| it.how == How::Added) else {
            continue;
        };
        let pointer = change.new.clone().unwrap_or_default();
        let pair = key(change, new, &pointer).and_then(|key| gone.get_mut(&key)?.pop());
        let Some(other) = pair else { continue };
        let from = found
            .get(other)
            .map(|it| it.pointer().to_owned())
            .unwrap_or_default();
        if let Some(it) = found.get_mut(index) {
            it.alike = Some(from);
        }
        if let Some(it) = found.get_mut(other) {
            it.alike = Some(pointer);
        }
    }
}

/// A form without its places.
fn plain(form: &Form) -> String {
    match &form.kind {
        Kind::Leaf(value) => value.to_json().to_string(),
        Kind::List(list) => format!("{:?}", list.iter().map(plain).collect::<Vec<_>>()),
        Kind::Map(map) => format!(
            "{:?}",
            map.iter().map(|(k, it)| (k, plain(it))).collect::<Vec<_>>()
        ),
    }
}
