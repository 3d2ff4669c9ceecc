//! Nothing is lost, and nothing doubled: each node of each document is removed, changed, and given a
//! sibling; there is one line for it, or both crates and all sets are the same.
//!
//! Without optimisation, every so manieth edit is taken; `cargo test --release` takes them all.

use super::edit::edits;
use super::nodes_of::pointers;
use super::search::{BODIES, Found, search};
use super::{BASE, cases, read, report};
use codegen::diff::change::{Change, How};
use codegen::source::Source;
use codegen::{Options, Part, compile};
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// Of so many edits one is taken.
const STEP: usize = if cfg!(debug_assertions) { 17 } else { 1 };

/// Whether the lines are of an element that goes by what was edited: one goes, and another comes.
fn is_another(lines: &[Change], edited: &str) -> bool {
    let [one, other] = lines else {
        return false;
    };
    let hows = BTreeSet::from([one.how, other.how]);
    let is_element = |it: &Change| {
        let index = it.pointer().rsplit('/').next().unwrap();
        index.parse::<usize>().is_ok() && edited.starts_with(it.pointer())
    };
    hows == BTreeSet::from([How::Added, How::Removed]) && is_element(one) && is_element(other)
}

/// Whether a line is about an edit: at its place, or at the schema or the map that it is a part of.
fn is_of(change: &Change, edited: &str) -> bool {
    let near = |at: &String| {
        let list = |it: &str| it.rsplit_once('/').map(|(list, _)| list.to_owned());
        let is_in = |outer: &str, inner: &str| inner.starts_with(&format!("{outer}/"));
        *at == edited || list(at) == list(edited) || is_in(at, edited) || is_in(edited, at)
    };
    [&change.old, &change.new].into_iter().flatten().any(near)
}

#[test]
fn each_edit_is_one_line() {
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    let (mut count, mut joined) = (0, 0);
    let mut documents = vec![("base".to_owned(), read(BASE))];
    documents.extend(cases().into_iter().map(|it| (it.name, read(&it.new))));
    for (name, document) in documents {
        let mut nodes = Vec::new();
        pointers(&document, "", &mut nodes);
        // What another document has too was edited there.
        nodes.retain(|it| seen.insert(format!("{it} {}", document.pointer(it).unwrap())));
        let all: Vec<_> = nodes
            .iter()
            .flat_map(|node| edits(&document, node).into_iter().map(move |it| (node, it)))
            .collect();
        for (node, (what, edited)) in all {
            count += 1;
            if count % STEP != 0 {
                continue;
            }
            let (old, new) = (document.to_string(), edited.to_string());
            let report = report(&old, &new);
            match report.changes.as_slice() {
                [one] if is_of(one, node) => {}
                lines if is_another(lines, node) => {}
                [] => match same(&old, &new) {
                    Same::All => {}
                    // What a part of an `allOf` says, another may say too.
                    Same::Code if takes_the_same(&document, &edited) => joined += 1,
                    it => faults.push(format!("{name}: {what}: no line, and {it:?} is the same")),
                },
                lines => {
                    let lines: Vec<_> = lines.iter().map(|it| (it.pointer(), &it.what)).collect();
                    faults.push(format!("{name}: {what}: {lines:?}"));
                }
            }
        }
    }
    assert!(count > 1_000, "{count} edits");
    println!("{count} edits; {joined} without a line as no set and no crate differs");
    assert!(faults.is_empty(), "{}: {faults:#?}", faults.len());
}

/// What two crates have in common.
#[derive(Debug)]
enum Same {
    /// Every file.
    All,
    /// Every file but the texts of schemas.
    Code,
    Nothing,
}

fn same(old: &str, new: &str) -> Same {
    let emit = |text: &str| {
        let options = Options {
            package: "compared".into(),
            source_name: "compared.yaml".into(),
            with: Part::ALL.into(),
            ..Options::default()
        };
        compile(&Source::new("compared.json", text), &options).files
    };
    let (mut old, mut new) = (emit(old), emit(new));
    if old == new {
        return Same::All;
    }
    for files in [&mut old, &mut new] {
        files.retain(|name, _| !name.starts_with("json-schema/") && !name.starts_with("openapi/"));
    }
    if old == new {
        Same::Code
    } else {
        Same::Nothing
    }
}

/// Whether no body that is right by one document is refused by the other, whoever sends it.
fn takes_the_same(old: &Json, new: &Json) -> bool {
    let ways = [
        (old, new, true),
        (old, new, false),
        (new, old, true),
        (new, old, false),
    ];
    let found = ways.map(|(old, new, is_request)| search(old, new, is_request));
    let is_searched = |it: &Found| it.right >= it.pairs * BODIES;
    found
        .iter()
        .all(|it| is_searched(it) && it.refused.is_none())
}
