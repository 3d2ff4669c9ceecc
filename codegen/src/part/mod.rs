//! Takes a part of a document: the operations that are asked for, or those that can be honoured, with
//! the components that they come to.
//!
//! ```text
//! outline ─ tree → Outline            what can be left out alone, and where it stands
//! blame ─── Outline, errors → who is hindered by which error
//! prune ─── tree, items → tree        without the others; every span stays what it was
//! ```

mod blame;
mod outline;
mod prune;
mod reasons;

pub(crate) use blame::blame;
pub use blame::{Account, Hindered};
pub use outline::{Item, Kind, Outline};
pub(crate) use prune::{prune, within};
pub use reasons::{Reason, reasons};

use crate::bundle;
use crate::diagnostic::{Diagnostic, closest};
use crate::source::Source;
use wildmatch::WildMatch;

/// Who is hindered by which of the errors that were found in a document.
pub fn account(source: &Source, diagnostics: &[Diagnostic]) -> Account {
    let (tree, _) = bundle::tree(source);
    let outline = tree.root.as_ref().map(Outline::of).unwrap_or_default();
    blame(&outline, &outline.all(), diagnostics)
}

/// A pattern that asks for no operation of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmet {
    /// As it was given.
    pub pattern: String,
    /// What was probably meant.
    pub closest: Option<String>,
}

/// Which operations are asked for: all where there is no pattern. Besides, the patterns that ask for
/// none of them.
pub(crate) fn asked_for(outline: &Outline, patterns: &[String]) -> (Vec<usize>, Vec<Unmet>) {
    if patterns.is_empty() {
        return (outline.all(), Vec::new());
    }
    let tried: Vec<(&String, WildMatch)> = patterns
        .iter()
        .map(|pattern| (pattern, WildMatch::new(pattern)))
        .collect();
    let mut met = vec![false; tried.len()];
    let mut taken = Vec::new();
    for (index, item) in outline.items.iter().enumerate() {
        let names = item.names();
        let mut asked = false;
        for ((_, pattern), met) in tried.iter().zip(&mut met) {
            let matches = names.iter().any(|name| pattern.matches(name));
            *met |= matches;
            asked |= matches;
        }
        if asked {
            taken.push(index);
        }
    }
    let unmet = tried.iter().zip(met).filter(|(_, met)| !met);
    let names: Vec<String> = outline.items.iter().flat_map(Item::names).collect();
    let unmet = unmet.map(|((pattern, _), _)| Unmet {
        pattern: (*pattern).clone(),
        closest: closest(pattern, names.iter().map(String::as_str)).map(Into::into),
    });
    (taken, unmet.collect())
}

/// What the front page of the crate says of operations that it has not.
pub(crate) fn remark(outline: &Outline, taken: &[usize], left_out: &[Hindered]) -> Option<String> {
    let all = outline.items.iter().filter(|item| item.is_operation());
    let of = |index: &&usize| outline.items[**index].is_operation();
    let (all, taken) = (all.count(), taken.iter().filter(of).count());
    if taken == all {
        return None;
    }
    let mut text = format!("This crate has {taken} of the {all} operations of the document.");
    let names = left_out.iter().map(|it| format!("`{}`", it.kind));
    let names: Vec<String> = names.collect();
    if !names.is_empty() {
        text.push_str(" Left out, as they cannot be honoured: ");
        text.push_str(&names.join(", "));
        text.push('.');
    }
    Some(text)
}
