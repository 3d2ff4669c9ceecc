//! Decides the compile column: both crates are emitted in memory, and their public items compared. They have
//! every part but `formats`: whether the format of a string is more than a remark, each caller decides.

mod cause;
mod origin;

use super::change::{Change, Compile};
use super::items::{self, Item, Items};
use super::side::Side;
use super::steps::Steps;
use crate::diagnostic::Diagnostic;
use crate::{Options, Outcome, Part};
use cause::Causes;
use origin::Origins;
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
pub(super) fn decide(
    old: &Side,
    new: &Side,
    changes: &mut Vec<Change>,
    steps: &mut Steps,
) -> Option<String> {
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
        for change in changes.iter_mut().filter(|it| !it.is_docs()) {
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
    let origins = [(&before, old), (&after, new)];
    let origins = origins.map(|(it, side)| Origins::of(it.api.as_ref(), side));
    let mut causes = Causes::new((old, new), changes);
    for claim in claims {
        let [in_old, in_new] = &origins;
        let places = [in_old.of_path(&claim.path), in_new.of_path(&claim.path)];
        causes.give(changes, &claim, &places);
    }
    steps.causes += causes.looked();
    None
}

fn emit(side: &Side) -> Outcome {
    let options = Options {
        package: "compared".into(),
        source_name: "compared.yaml".into(),
        with: Part::ALL
            .into_iter()
            .filter(|part| *part != Part::Formats)
            .collect(),
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
    let mut pairs = a.args.iter().zip(&b.args);
    if a.args.len() == b.args.len() && pairs.all(|((_, a), (_, b))| a == b || takes_more(a, b)) {
        let words = "takes more types of parameters";
        return Some((Compile::Minor, words.to_owned()));
    }
    let (before, now) = (a.args.len(), b.args.len());
    let words = match now.cmp(&before) {
        std::cmp::Ordering::Greater => "gains a parameter",
        std::cmp::Ordering::Less => "loses a parameter",
        std::cmp::Ordering::Equal => "has other types of parameters",
    };
    Some((Compile::Major, words.to_owned()))
}

/// Whether a parameter takes what it took, and more: by cargo's rules that is no break. What wraps a
/// value in an emitted crate is made from it.
fn takes_more(old: &str, new: &str) -> bool {
    let inner = new
        .strip_prefix("impl Into<")
        .and_then(|it| it.strip_suffix('>'));
    let wraps = |it: &str| {
        ["Nullable", "Option", "Personal", "Secret"]
            .iter()
            .filter_map(|name| it.strip_prefix(name)?.strip_prefix('<')?.strip_suffix('>'))
            .any(|it| it == old)
    };
    inner.is_some_and(|it| it == old || wraps(it))
}
