//! Every payload that there is, and small changes of it.

use super::against::Pair;
use super::seeded::Seeded;
use clova_id_card::catalog::ROOTS;
use clova_id_card::wire::validator::Answer;
use idcard_judge::Verdict;
use std::path::Path;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/payloads");
/// As many as a debug build is done with in seconds.
const CASES: usize = 4000;
const OBSERVED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/payloads");

/// Every file of a folder that may be a payload.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push((path.display().to_string(), std::fs::read(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

fn payloads() -> Vec<(String, Vec<u8>)> {
    let files = files(Path::new(FOLDER));
    assert!(files.len() > 100, "this looks in the wrong place");
    files
}

#[test]
fn no_payload_is_taken_for_better_than_it_is() {
    let mut pair = Pair::new();
    let (mut valid, mut proven) = (0, 0);
    for (_, bytes) in payloads() {
        for root in ROOTS {
            let said = pair.check(root.name, &bytes);
            valid += usize::from(said.verdict == Verdict::Valid);
            proven += usize::from(said.answer == Answer::Valid);
        }
    }
    println!("{proven} of {valid} valid ones were proven so");
    // A validator that proves nothing is never wrong.
    assert!(proven * 10 >= valid * 9 && proven > 20);
}

#[test]
fn what_was_observed_is_proven_valid() {
    let folder = Path::new(OBSERVED);
    if !folder.is_dir() {
        println!("skipped: there is no folder ../shared/payloads beside the repository");
        return;
    }
    let mut pair = Pair::new();
    let mut proven = 0;
    for (name, bytes) in files(folder) {
        for root in ROOTS {
            let said = pair.check(root.name, &bytes);
            if said.verdict == Verdict::Valid {
                assert_eq!(said.answer, Answer::Valid, "{name}");
                proven += 1;
            }
        }
    }
    assert!(proven > 0);
}

/// Whatever is done to a payload byte by byte.
#[test]
fn no_mutation_is_taken_for_better_than_it_is() {
    let payloads = payloads();
    let mut pair = Pair::new();
    // Most changes break a payload, so they begin with one that is not broken yet.
    let mut proven = Vec::new();
    for (_, bytes) in &payloads {
        for root in ROOTS {
            if pair.check(root.name, bytes).answer == Answer::Valid {
                proven.push((root.name, bytes));
            }
        }
    }
    let seed = Seeded::seed();
    let mut seeded = Seeded::new(seed);
    let mut still = 0;
    for _ in 0..CASES {
        let (root, bytes) = *seeded.pick(&proven);
        let mutated = seeded.mutated(bytes, &payloads);
        let said = pair.check(root, &mutated);
        still += usize::from(said.answer == Answer::Valid);
    }
    println!("{CASES} cases with the seed {seed}, {still} of them proven valid");
    assert!(still * 20 > CASES);
}
