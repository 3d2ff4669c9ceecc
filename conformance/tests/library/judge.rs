//! The judge against bytes that nobody meant, and against the same validator over `serde_json`.

use crate::same::same_json;
use crate::values::{damaged, replacement, values};
use clova_id_card::catalog::ROOTS;
use idcard::conform::samples;
use idcard_judge::{Judge, Judgement, MOST_FINDINGS, Rule, Values, Verdict};
use proptest::prelude::*;
use spanned_tree::{Format, Source};
use std::path::Path;
use std::sync::LazyLock;

static JUDGE: LazyLock<Judge> = LazyLock::new(|| Judge::new(ROOTS, Values::Hidden).unwrap());

static SAMPLES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/payloads"));
    samples(folder)
        .unwrap()
        .into_iter()
        .map(|sample| sample.bytes)
        .collect()
});

/// What holds of every judgement.
fn is_sound(judgement: &Judgement) -> Result<(), TestCaseError> {
    let worst = judgement
        .findings
        .iter()
        .map(|finding| finding.rule.verdict())
        .max();
    prop_assert_eq!(judgement.verdict, worst.unwrap_or(Verdict::Valid));
    prop_assert_eq!(judgement.more, 0);
    prop_assert_eq!(
        judgement.reason.is_some(),
        judgement.verdict == Verdict::Unreadable
    );
    prop_assert!(
        judgement
            .findings
            .is_sorted_by_key(|finding| finding.position)
    );
    for finding in &judgement.findings {
        prop_assert!(finding.position.line >= 1 && finding.position.column >= 1);
        prop_assert!(finding.pointer.is_empty() || finding.pointer.starts_with('/'));
        prop_assert!(!finding.message.is_empty());
        let text = finding.rule.verdict() == Verdict::Unreadable;
        prop_assert_eq!(finding.recovered, !text && judgement.reason.is_some());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_get_a_verdict(bytes in any::<Vec<u8>>()) {
        is_sound(&JUDGE.judge("bytes", bytes, None))?;
    }

    #[test]
    fn any_json_like_text_gets_a_verdict(text in r#"[\[\]{}:,"\\a01.eE+\- \ntruefalsn]{0,60}"#) {
        is_sound(&JUDGE.judge("text", text.into_bytes(), None))?;
    }

    #[test]
    fn a_damaged_sample_gets_a_verdict(
        sample in any::<prop::sample::Index>(),
        cut in any::<prop::sample::Index>(),
        insert in proptest::collection::vec(any::<u8>(), 0..4),
        remove in 0_usize..4,
    ) {
        let mut bytes = sample.get(&SAMPLES).clone();
        if !bytes.is_empty() {
            let at = cut.index(bytes.len());
            let end = bytes.len().min(at + remove);
            bytes.splice(at..end, insert);
        }
        for document in JUDGE.documents() {
            is_sound(&JUDGE.judge("sample", bytes.clone(), Some(document)))?;
        }
        is_sound(&JUDGE.judge("sample", bytes, None))?;
    }
}

/// The tree shows `jsonschema` the same value that `serde_json` shows it.
#[test]
fn the_tree_is_judged_as_serde_json_is() {
    for root in ROOTS {
        let schema = serde_json::from_str(root.schema).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let document = JUDGE.document(root.name);
        let damage = (
            values(&schema, ""),
            any::<prop::sample::Index>(),
            replacement(),
        )
            .prop_map(|(value, place, new)| damaged(value, place, new));
        let config = ProptestConfig {
            failure_persistence: None,
            ..ProptestConfig::default()
        };
        let counts = std::cell::Cell::new((0, 0));
        let outcome = proptest::test_runner::TestRunner::new(config).run(&damage, |value| {
            let tree = Source::new("value", value.to_string()).parse(Format::Json);
            prop_assert!(
                same_json(&tree.root.unwrap().to_json(), &value),
                "{}",
                value
            );
            let judgement = JUDGE.judge("value", value.to_string().into_bytes(), document);
            is_sound(&judgement)?;
            let valid = validator.is_valid(&value);
            let (yes, no) = counts.get();
            counts.set(if valid { (yes + 1, no) } else { (yes, no + 1) });
            prop_assert_eq!(
                judgement.verdict < Verdict::Invalid,
                valid,
                "{}: {}",
                root.name,
                value
            );
            Ok(())
        });
        if let Err(error) = outcome {
            panic!("{error}");
        }
        let (yes, no) = counts.get();
        assert!(
            yes > 10 && no > 10,
            "{}: one-sided, {yes} valid and {no} invalid",
            root.name
        );
    }
}

fn all(judgement: &Judgement) -> usize {
    judgement.findings.len() + usize::try_from(judgement.more).unwrap()
}

/// The worst of many findings may be the last.
#[test]
fn the_verdict_is_that_of_all_findings() {
    let members: Vec<String> = (0..20_000).map(|index| format!("\"{index}\":0")).collect();
    for (end, verdict) in [
        ("\"images\":[]", Verdict::Findings),
        ("\"images\":[1]", Verdict::Invalid),
        ("\"images\":[],\"x\":1e999", Verdict::Unreadable),
    ] {
        let head = r#""version":"V2","requestId":"","timestamp":0"#;
        let text = format!("{{{head},{},{end}}}", members.join(","));
        let judgement = JUDGE.judge("many", text.into_bytes(), JUDGE.document("response"));
        assert_eq!(judgement.verdict, verdict, "{end}");
        assert!(
            judgement
                .findings
                .iter()
                .all(|it| it.rule == Rule::UndocumentedMember)
        );
        assert_eq!(judgement.reason.is_some(), verdict == Verdict::Unreadable);
    }
}

/// A million oddities on one line take a moment, not a day.
#[test]
fn a_payload_cannot_make_the_judge_slow() {
    let members: Vec<String> = (0..50_000)
        .map(|index| format!("\"unknown {index}\":{index}"))
        .collect();
    let wide = format!(
        "{{{},\"images\":[{}]}}",
        members.join(","),
        vec!["1"; 50_000].join(",")
    );
    let judgement = JUDGE.judge("wide", wide.into_bytes(), JUDGE.document("response"));
    // All of them are counted, and the first are there, whatever part of the judge found them.
    assert_eq!(all(&judgement), 3 + 100_000);
    assert_eq!(judgement.findings.len(), MOST_FINDINGS);
    let rules = judgement.findings.iter().map(|finding| finding.rule);
    assert!(rules.clone().take(3).all(|rule| rule == Rule::Required));
    assert!(rules.skip(3).all(|rule| rule == Rule::UndocumentedMember));
    assert_eq!(judgement.findings[MOST_FINDINGS - 1].pointer, "/‹key:12›");

    let repeated = vec!["\"version\":\"V2\""; 50_000].join(",");
    let judgement = JUDGE.judge("repeated", format!("{{{repeated}}}").into_bytes(), None);
    let count = judgement
        .findings
        .iter()
        .filter(|finding| finding.rule == Rule::RepeatedKey)
        .count();
    assert_eq!(count, 1);

    let commas = format!("[{}]", vec!["[1,]"; 50_000].join(","));
    let judgement = JUDGE.judge("commas", commas.into_bytes(), None);
    assert!(all(&judgement) > 50_000 && judgement.findings.len() == MOST_FINDINGS);
}
