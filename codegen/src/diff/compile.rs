//! Decides the compile column: both crates are emitted in memory, and their public items compared.

use super::change::{Change, Compile, How, Verdict};
use super::form::Role;
use super::items::{self, Item, Items};
use super::rules::leads_to;
use super::side::Side;
use crate::diagnostic::Diagnostic;
use crate::ir::Api;
use crate::{Options, Outcome};
use std::collections::BTreeSet;

/// What both crates say of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Claim {
    path: String,
    compile: Compile,
    words: String,
}

/// Gives each difference of the crates to the change that it is due to. The reason is why one could
/// not be emitted.
pub(super) fn decide(old: &Side, new: &Side, changes: &mut Vec<Change>) -> Option<String> {
    let (before, after) = (emit(old), emit(new));
    let failed = [("old", &before), ("new", &after)]
        .into_iter()
        .find_map(|(name, it)| {
            let error = it.diagnostics.iter().find(|it| it.is_error())?;
            Some(format!(
                "no crate is emitted of the {name} document: {}",
                reason(error)
            ))
        });
    if let Some(why) = failed {
        for change in changes.iter_mut().filter(|it| it.send != Verdict::Docs) {
            change.compile = Compile::Unproven;
            change.reasons.push(why.clone());
        }
        return Some(why);
    }
    let (old_items, new_items) = items::both(&before.files, &after.files);
    let mut claims = compare(&old_items, &new_items);
    // The parts of what is gone or new as a whole are no news.
    let whole: BTreeSet<String> = claims.iter().map(|it| it.path.clone()).collect();
    claims.retain(|it| {
        let parent = it
            .path
            .rsplit_once("::")
            .or_else(|| it.path.rsplit_once(": "));
        let parent = parent
            .or_else(|| it.path.rsplit_once('.'))
            .map(|(parent, _)| parent);
        let parts = [
            parent,
            it.path.split_once('.').map(|(it, _)| it),
            it.path.split_once(": ").map(|(it, _)| it),
        ];
        parts
            .into_iter()
            .flatten()
            .all(|parent| !whole.contains(parent))
    });
    let apis = (before.api.as_ref(), after.api.as_ref());
    for claim in claims {
        give(changes, &claim, (old, new), apis);
    }
    None
}

fn emit(side: &Side) -> Outcome {
    let options = Options {
        package: "compared".into(),
        source_name: "compared.yaml".into(),
        ..Options::default()
    };
    crate::compile(&side.source, &options)
}

fn reason(error: &Diagnostic) -> String {
    error.message.clone()
}

fn compare(old: &Items, new: &Items) -> Vec<Claim> {
    let paths: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let one = |path: &String| {
        let (compile, words) = match (old.get(path), new.get(path)) {
            (Some(a), Some(b)) => changed(a, b)?,
            (Some(a), None) => (Compile::Major, format!("{} gone", a.kind)),
            (None, Some(b)) => added(b, path, old),
            (None, None) => return None,
        };
        Some(Claim {
            path: path.clone(),
            compile,
            words,
        })
    };
    paths.into_iter().filter_map(one).collect()
}

fn added(item: &Item, path: &str, old: &Items) -> (Compile, String) {
    let parent = path.rsplit_once(if item.kind == "field" { "." } else { "::" });
    let parent = parent.and_then(|(it, _)| old.get(it));
    let inside = matches!(item.kind, "field" | "variant");
    let is_open = parent.is_none_or(|it| it.open);
    if inside && !is_open {
        (
            Compile::Major,
            format!("{} new, and what it is in is closed", item.kind),
        )
    } else {
        (Compile::Minor, format!("{} new", item.kind))
    }
}

fn changed(a: &Item, b: &Item) -> Option<(Compile, String)> {
    let types = |it: &Item| it.args.iter().map(|(_, ty)| ty.clone()).collect::<Vec<_>>();
    let names = |it: &Item| {
        it.args
            .iter()
            .map(|(name, _)| name.clone())
            .collect::<Vec<_>>()
    };
    let sorted = |mut list: Vec<String>| {
        list.sort();
        list
    };
    if a.kind != b.kind || a.ty != b.ty {
        return Some((Compile::Major, format!("{} has another type", a.kind)));
    }
    if types(a) == types(b) {
        let same_names = sorted(names(a)) == sorted(names(b));
        if names(a) != names(b) && same_names {
            let order = names(b).join(", ");
            return Some((
                Compile::SilentSwap,
                format!("the same types in another order: {order}"),
            ));
        }
        if names(a) != names(b) {
            return Some((
                Compile::None,
                format!("a parameter is called {}", names(b).join(", ")),
            ));
        }
        return match (a.open, b.open) {
            (true, false) => Some((Compile::Minor, format!("{} is closed now", a.kind))),
            (false, true) => Some((Compile::Major, format!("{} is open now", a.kind))),
            _ => None,
        };
    }
    let (before, now) = (a.args.len(), b.args.len());
    let words = match now.cmp(&before) {
        std::cmp::Ordering::Greater => "gains a parameter",
        std::cmp::Ordering::Less => "loses a parameter",
        std::cmp::Ordering::Equal => "has other types of parameters",
    };
    Some((Compile::Major, words.to_owned()))
}

/// The pointer of the schema, and of the member, that an item is made from.
fn origins(claim: &Claim, api: Option<&Api>) -> Vec<String> {
    let Some(api) = api else { return Vec::new() };
    let Some(rest) = claim.path.strip_prefix("types::") else {
        return operation(claim, api);
    };
    let name: String = rest
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect();
    let def = api
        .types
        .iter()
        .find(|(_, def)| def.name.to_string() == name);
    let Some((_, def)) = def else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let member = rest
        .get(name.len()..)
        .unwrap_or_default()
        .trim_start_matches(['.', ':', ' ']);
    let member = member
        .strip_prefix("with_")
        .unwrap_or(member)
        .trim_end_matches("_mut");
    if let crate::ir::Shape::Struct(object) = &def.shape {
        let is = |it: &&crate::ir::Field| it.name.to_string() == member;
        let field = object.fields.iter().find(is);
        found.extend(field.map(|it| {
            let wire = crate::source::escape_token(&it.wire);
            format!("{}/properties/{wire}", def.origin.pointer)
        }));
    }
    found.push(def.origin.pointer.clone());
    found
}

/// The pointer of the operation that a method calls.
fn operation(claim: &Claim, api: &Api) -> Vec<String> {
    let name = claim
        .path
        .rsplit("::")
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let is = |it: &&crate::ir::Operation| {
        let own = it.name.to_string().to_lowercase();
        own == name || claim.path.contains(&own)
    };
    api.operations
        .iter()
        .find(is)
        .map(|it| it.origin.pointer.clone())
        .into_iter()
        .collect()
}

fn give(
    changes: &mut Vec<Change>,
    claim: &Claim,
    sides: (&Side, &Side),
    apis: (Option<&Api>, Option<&Api>),
) {
    let (old, new) = (origins(claim, apis.0), origins(claim, apis.1));
    let scores = changes
        .iter()
        .enumerate()
        .filter(|(_, it)| it.send != Verdict::Docs || it.schemas > Verdict::Docs);
    let scores = scores.map(|(index, change)| {
        let by = score(change.old.as_deref(), &old, sides.0).max(score(
            change.new.as_deref(),
            &new,
            sides.1,
        ));
        let is_swap = claim.compile == Compile::SilentSwap && change.how == How::Reordered;
        (by + usize::from(is_swap && by > 0) * 1000, index)
    });
    let best = scores
        .filter(|(score, _)| *score > 0)
        .max_by_key(|(score, index)| (*score, usize::MAX - index));
    let only = match changes.as_slice() {
        [_] => Some(0),
        _ => None,
    };
    let index = match best.map(|(_, index)| index).or(only) {
        Some(index) => index,
        None if claim.compile == Compile::None => return,
        None => {
            let first = |list: &[String]| list.last().cloned();
            let (a, b) = (first(&old), first(&new));
            let known = changes
                .iter()
                .position(|it| it.how == How::Emitted && it.old == a && it.new == b);
            known.unwrap_or_else(|| {
                let mut change = Change::new(How::Emitted, a.as_deref(), b.as_deref(), Role::Other);
                change.keyword = "component".into();
                change.what = "the crates differ".into();
                changes.push(change);
                changes.len() - 1
            })
        }
    };
    if let Some(change) = changes.get_mut(index) {
        change.compile = change.compile.max(claim.compile);
        change
            .items
            .push(format!("{}: {}", claim.path, claim.words));
    }
}

/// How near a change is to where an item comes from.
fn score(pointer: Option<&str>, origins: &[String], side: &Side) -> usize {
    let Some(pointer) = pointer else { return 0 };
    let near = |(index, origin): (usize, &String)| {
        let below = |outer: &str, inner: &str| {
            inner
                .strip_prefix(outer)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        if below(origin, pointer) || below(pointer, origin) {
            return 10_000 - index * 1_000 - usize::from(pointer.len() < origin.len()) * 500;
        }
        let required = origin
            .rsplit_once("/properties/")
            .is_some_and(|(schema, name)| {
                let list = pointer
                    .strip_prefix(schema)
                    .is_some_and(|it| it.starts_with("/required/"));
                let said = side
                    .json
                    .pointer(pointer)
                    .and_then(serde_json::Value::as_str);
                list && said == Some(&*crate::source::unescape_token(name))
            });
        if required {
            return 9_900;
        }
        // An item that the edit did not touch, but leads to.
        if leads_to(side, pointer, origin) {
            10
        } else {
            0
        }
    };
    origins
        .iter()
        .enumerate()
        .map(near)
        .max()
        .unwrap_or_default()
}
