//! The vendor's own pages, read where they are: nothing of them is in the repository but rows and
//! digests.

use super::register::{COMPUTED, take_each_away};
use super::{Kit, told};
use codegen::page::register::Register;
use codegen::source::{Source, Tree};
use std::fs;
use std::path::PathBuf;

/// The folder with the pages, if it is there.
fn folder() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/vendor");
    if !folder.is_dir() {
        eprintln!("skipped: there is no folder ../shared/vendor beside the repository");
        return None;
    }
    Some(folder)
}

const SNAPSHOTS: [&str; 4] = [
    "driver-license.ko.txt",
    "resident-card.en.txt",
    "resident-card.ja.txt",
    "resident-card.ko.txt",
];

/// What is kept of the vendor's pages: the register as it stands, and snapshots.
fn kit<'a>(source: &'a Source, tree: &'a Tree, snapshots: &[&str]) -> Kit<'a> {
    let mut kit = Kit::new(source, tree);
    kit.register = Register::parse(&super::schema("register.toml")).unwrap();
    kit.accepted = snapshots.iter().map(|file| kit.snapshot(file)).collect();
    kit
}

#[test]
fn of_the_vendors_pages_everything_is_known() {
    let Some(folder) = folder() else {
        return;
    };
    let (source, tree) = super::spec();
    let kit = kit(&source, &tree, &SNAPSHOTS);
    let files = [
        "driverlicense.ko.md-head.txt",
        "identitycard.en.txt",
        "identitycard.ja.text-head.txt",
        "identitycard.ko.md-head.txt",
    ];
    let editions = files.map(|file| kit.edition(&fs::read_to_string(folder.join(file)).unwrap()));
    let editions: Vec<_> = editions.iter().collect();
    // All together, and each by itself.
    let mut computed = take_each_away(&kit, &editions);
    for id in COMPUTED {
        assert!(computed.remove(id), "{id} silences nothing");
    }
    assert_eq!(
        computed.into_iter().collect::<Vec<_>>(),
        ["answer-version-open"]
    );
    for edition in &editions {
        let drift = kit.drift_of(&[edition], &kit.register);
        assert_eq!(told(&drift), [""; 0], "{}", edition.language);
    }
    // Every remark is on a wording that is there.
    for conflict in &kit.register.conflicts {
        for remark in &conflict.remarks {
            for (language, wording) in &remark.wording {
                let of_it = |it: &&&codegen::page::edition::Edition| it.language == *language;
                let mut of_it = editions.iter().filter(of_it).flat_map(|it| &it.rows);
                let found = of_it
                    .any(|row| row.section == remark.section && remark.rows.contains(&row.path));
                assert!(found, "{} {language} {wording}", conflict.id);
            }
        }
    }
}

#[test]
fn a_cut_page_of_the_vendors_claims_nothing_beyond_the_cut() {
    let Some(folder) = folder() else {
        return;
    };
    let (source, tree) = super::spec();
    let kit = kit(&source, &tree, &["resident-card.en.txt"]);
    let text = fs::read_to_string(folder.join("identitycard.en.txt")).unwrap();
    for (at, _) in text.match_indices('\n') {
        if let Ok(edition) = kit.try_edition(&text[..=at]) {
            let drift = kit.drift_of(&[&edition], &kit.register);
            let line = text[..at].lines().count();
            assert_eq!(told(&drift), [""; 0], "line {line}");
        }
    }
}
