//! Every sample of `payloads/`: its verdict is the expected one, and its report is the one that was
//! reviewed. Observed payloads of the folder beside the repository join when that folder is there.

use clova_id_card::catalog::ROOTS;
use idcard::conform::{Sample, samples};
use idcard_judge::{Judge, Judgement, Values, Verdict};
use idcard_report::{Digest, Report, Text};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/payloads");
const OBSERVED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/payloads");

fn judge() -> Judge {
    let judge = Judge::new(ROOTS, Values::Hidden).unwrap();
    judge.with_files(idcard::file::fault)
}

/// Judged as the sample says that it should be.
fn judged(judge: &Judge, sample: &Sample) -> Judgement {
    let expectation = sample
        .expectation
        .as_ref()
        .expect("a sample has an expected verdict");
    let expectation = expectation
        .as_ref()
        .unwrap_or_else(|error| panic!("{}: {error}", sample.name));
    let document = judge.document(&expectation.document);
    assert!(
        document.is_some(),
        "{}: as {}",
        sample.name,
        expectation.document
    );
    judge.judge(&sample.name, sample.bytes.clone(), document)
}

fn text(judgement: Judgement) -> String {
    let mut out = Vec::new();
    let mut digest = Digest::new(Arc::default());
    digest.judged(judgement);
    let mut report = Text::new(&mut out, false);
    digest.drain_into(&mut report).unwrap();
    report.finish(&digest).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn every_sample_gets_the_verdict_beside_it() {
    let judge = judge();
    let samples = samples(Path::new(FOLDER)).unwrap();
    assert!(samples.len() > 50);
    assert_eq!(
        expectations(Path::new(FOLDER)),
        samples.len(),
        "an expected verdict of no sample"
    );
    for sample in samples {
        let judgement = judged(&judge, &sample);
        let expectation = sample.expectation.unwrap().unwrap();
        assert_eq!(
            expectation.differences(&judgement),
            [""; 0],
            "{}",
            sample.name
        );
        assert!(
            expectation.why.ends_with('.'),
            "{}: say why in a sentence",
            sample.name
        );
    }
}

fn expectations(folder: &Path) -> usize {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .map(|path| {
            if path.is_dir() {
                expectations(&path)
            } else {
                usize::from(path.to_string_lossy().ends_with(".expect.json"))
            }
        })
        .sum()
}

#[test]
fn every_report_is_as_reviewed() {
    let judge = judge();
    let mut names = BTreeSet::new();
    insta::with_settings!({
        snapshot_path => "snapshots/payloads",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        for sample in samples(Path::new(FOLDER)).unwrap() {
            let name = sample.name.rsplit_once('.').unwrap().0.replace('/', "--");
            insta::assert_snapshot!(name.clone(), text(judged(&judge, &sample)));
            names.insert(format!("{name}.snap"));
        }
    });
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/library/snapshots/payloads"
    );
    for entry in fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(names.contains(&name), "{name} is of no sample: remove it");
    }
}

/// Every verdict has a sample, and every rule that is not a keyword has one.
#[test]
fn the_samples_cover_the_verdicts_and_the_rules() {
    let judge = judge();
    let mut verdicts = BTreeSet::new();
    let mut rules = BTreeSet::new();
    for sample in samples(Path::new(FOLDER)).unwrap() {
        let judgement = judged(&judge, &sample);
        verdicts.insert(judgement.verdict);
        rules.extend(
            judgement
                .findings
                .iter()
                .map(|finding| finding.rule.as_str()),
        );
    }
    assert_eq!(verdicts.len(), 4);
    for rule in [
        "truncated",
        "trailing-comma",
        "syntax",
        "encoding",
        "lone-surrogate",
        "number-range",
        "too-deep",
        "undocumented-member",
        "repeated-key",
        "one-of-properties",
        "named-by",
        "file",
    ] {
        assert!(rules.contains(rule), "no sample for {rule}");
    }
}

/// A sample that is as it should be looks most like what it is.
#[test]
fn a_document_is_recognised_by_its_members() {
    let judge = judge();
    for sample in samples(&Path::new(FOLDER).join("samples")).unwrap() {
        let name = &sample.name;
        let judgement = judge.judge(name, sample.bytes.clone(), None);
        let expectation = sample.expectation.unwrap().unwrap();
        assert_eq!(judgement.document, Some(&*expectation.document), "{name}");
    }
}

#[test]
fn what_was_observed_satisfies_the_spec() {
    let folder = Path::new(OBSERVED);
    if !folder.is_dir() {
        println!("skipped: there is no folder ../shared/payloads beside the repository");
        return;
    }
    let judge = judge();
    let mut observed = 0;
    for sample in samples(folder).unwrap() {
        if sample.name.contains(".observed-") {
            observed += 1;
            let judgement = judge.judge(&sample.name, sample.bytes, None);
            let verdict = judgement.verdict;
            assert_eq!(verdict, Verdict::Valid, "{}", text(judgement));
        }
    }
    assert!(observed > 0);
}
