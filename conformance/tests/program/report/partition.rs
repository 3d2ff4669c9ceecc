//! Any way to cut the input into pieces gives the same digest, and the same report in every form.

use idcard_judge::{Failure, Origin};
use idcard_judge::{Finding, Judgement, Kinds, Rule, Verdict};
use idcard_report::{Baseline, Digest, Form, Options, Settings, create};
use proptest::prelude::*;
use spanned_tree::Position;
use std::sync::Arc;

const RULES: [Rule; 4] = [
    Rule::Type,
    Rule::Enum,
    Rule::UndocumentedMember,
    Rule::RepeatedKey,
];

/// A judgement, or a failure; of few groups, so that they are met again and again.
fn outcome() -> impl Strategy<Value = Result<Judgement, Failure>> {
    let finding = (0..RULES.len(), 0..6_usize, 0..3_usize);
    let findings = prop::collection::vec(finding, 0..5);
    prop_oneof![
        8 => findings.prop_map(Ok),
        1 => Just(Err(())),
    ]
    .prop_map(|outcome| match outcome {
        Ok(findings) => Ok(judgement(&findings)),
        Err(()) => Err(Failure {
            name: "gone".to_owned(),
            message: "gone".to_owned(),
        }),
    })
}

fn judgement(findings: &[(usize, usize, usize)]) -> Judgement {
    let findings: Vec<_> = findings
        .iter()
        .map(|&(rule, member, index)| Finding {
            rule: RULES[rule],
            pointer: format!("/{index}/m{member}"),
            folded: format!("/*/m{member}"),
            position: Position {
                line: index + 1,
                column: member + 1,
            },
            message: format!("{rule} {member} {index}"),
            hint: None,
            excerpt: None,
            recovered: false,
        })
        .collect();
    let worst = findings.iter().map(|finding| finding.rule.verdict()).max();
    Judgement {
        origin: Origin::whole("payload"),
        document: Some("response"),
        verdict: worst.unwrap_or(Verdict::Valid),
        reason: None,
        kinds: Kinds::default(),
        more: findings.len() as u64 % 3,
        findings,
    }
}

fn settings() -> impl Strategy<Value = Settings> {
    let known = prop::collection::vec((0..RULES.len(), 0..6_usize), 0..3);
    // Fewer groups than there are, so that some are left out.
    let settings = (
        prop::option::of(0..4_u64),
        1..30_usize,
        known,
        any::<bool>(),
    );
    settings.prop_map(|(shown, most_groups, known, lists_all)| {
        let mut baseline = Baseline::default();
        for (rule, member) in known {
            baseline.add(RULES[rule].as_str(), format!("/*/m{member}"));
        }
        Settings {
            shown_per_group: shown,
            most_groups,
            lists_all,
            baseline,
            ..Settings::default()
        }
    })
}

fn add(digest: &mut Digest, outcomes: &[Result<Judgement, Failure>]) {
    for outcome in outcomes.iter().cloned() {
        match outcome {
            Ok(judgement) => digest.judged(judgement),
            Err(failure) => digest.failed(failure),
        }
    }
}

fn reports(digest: &Digest, forms: &[Form]) -> Vec<String> {
    let groups = format!("{:#?}", digest.groups());
    let reports = forms.iter().map(|form| {
        let mut digest = digest.clone();
        let mut out = Vec::new();
        {
            let mut report = create(*form, &mut out, Options::default());
            digest.drain_into(report.as_mut()).unwrap();
            report.finish(&digest).unwrap();
        }
        String::from_utf8(out).unwrap()
    });
    reports.chain([groups]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn the_digest_is_the_same_however_the_input_is_cut(
        outcomes in prop::collection::vec(outcome(), 0..40),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
        settings in settings(),
    ) {
        same(&outcomes, &cuts, settings, &[Form::Ndjson])?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 30, ..ProptestConfig::default() })]

    #[test]
    fn every_report_is_the_same_however_the_input_is_cut(
        outcomes in prop::collection::vec(outcome(), 0..40),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
        settings in settings(),
    ) {
        same(&outcomes, &cuts, settings, Form::ALL)?;
    }
}

fn same(
    outcomes: &[Result<Judgement, Failure>],
    cuts: &[prop::sample::Index],
    settings: Settings,
    forms: &[Form],
) -> Result<(), TestCaseError> {
    let settings = Arc::new(settings);
    let mut at_once = Digest::new(Arc::clone(&settings));
    add(&mut at_once, outcomes);

    let mut cuts: Vec<_> = cuts
        .iter()
        .map(|cut| cut.index(outcomes.len() + 1))
        .collect();
    cuts.extend([0, outcomes.len()]);
    cuts.sort_unstable();
    let pieces = cuts.windows(2).map(|ends| {
        let mut piece = at_once.sibling();
        add(&mut piece, &outcomes[ends[0]..ends[1]]);
        piece
    });
    let mut in_pieces = at_once.sibling();
    // Neighbours first, and then the rest: in whichever way they are added up.
    let pieces: Vec<_> = pieces.collect();
    let (first, second) = pieces.split_at(pieces.len() / 2);
    let mut later = at_once.sibling();
    first
        .iter()
        .cloned()
        .for_each(|piece| in_pieces.append(piece));
    second.iter().cloned().for_each(|piece| later.append(piece));
    in_pieces.append(later);

    prop_assert_eq!(at_once.findings(), in_pieces.findings());
    prop_assert_eq!(at_once.ungrouped(), in_pieces.ungrouped());
    prop_assert_eq!(at_once.absent(), in_pieces.absent());
    prop_assert_eq!(reports(&at_once, forms), reports(&in_pieces, forms));
    Ok(())
}
