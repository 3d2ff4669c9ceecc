//! Each row of the register is needed, and says when it no longer holds.

use super::render::{FORMS, Form};
use super::{Kit, told};
use codegen::page::edition::{Aspect, Edition};
use codegen::page::register::Register;
use std::collections::BTreeSet;

/// Takes away each row of the register that silences something on the pages, and gives those that
/// do: without one, exactly what it silenced is reported.
pub(crate) fn take_each_away(kit: &Kit<'_>, editions: &[&Edition]) -> BTreeSet<String> {
    let all = kit.drift_of(editions, &kit.register);
    assert_eq!(told(&all), [""; 0]);
    let mut computed = BTreeSet::new();
    for conflict in &kit.register.conflicts {
        let mut register = kit.register.clone();
        let row = register
            .conflicts
            .iter_mut()
            .find(|row| row.id == conflict.id);
        row.unwrap().silences.clear();
        let drift = kit.drift_of(editions, &register);
        let silenced = all.silenced.iter().filter(|(id, _)| *id == conflict.id);
        let silenced: Vec<_> = silenced.map(|(_, finding)| finding.clone()).collect();
        assert_eq!(drift.findings, silenced, "{}", conflict.id);
        if !silenced.is_empty() {
            computed.insert(conflict.id.clone());
        }
    }
    computed
}

/// What FACTS calls contradictions that a machine can see, by the names of the register.
pub(crate) const COMPUTED: [&str; 11] = [
    "version-required",
    "idtype-case",
    "rois-shape",
    "success-example-comma",
    "rois-table-header",
    "polygon-vertices-name",
    "path-prefix",
    "message-object-or-text",
    "response-nothing-required",
    "data-json-only",
    "failure-unshown",
];

#[test]
fn without_a_conflict_exactly_its_findings_are_reported() {
    let (source, tree) = super::spec();
    let kit = Kit::new(&source, &tree);
    for form in FORMS {
        let edition = kit.edition(&kit.sheet.render(form));
        let mut computed = take_each_away(&kit, &[&edition]);
        for id in COMPUTED {
            assert!(computed.remove(id), "{form:?}: {id} silences nothing");
        }
        // Copied text does not tell that a lone word is a value, and bars lose every list.
        let mut others = vec!["answer-version-open", "one-kind-of-card"];
        others.retain(|_| form.has_lists());
        others.retain(|id| form.marks_code() || *id != "one-kind-of-card");
        assert_eq!(computed.into_iter().collect::<Vec<_>>(), others, "{form:?}");
    }
}

#[test]
fn a_conflict_fails_when_a_side_says_otherwise_or_it_is_settled() {
    let (source, tree) = super::spec();
    let mut kit = Kit::new(&source, &tree);
    let edition = kit.edition(&kit.sheet.render(Form::Elements));
    for (at, conflict) in kit.register.conflicts.iter().enumerate() {
        for (number, silence) in conflict.silences.iter().enumerate() {
            let is_here = silence.section != "status-codes" && silence.sides.contains_key("en");
            for side in silence
                .sides
                .keys()
                .filter(|side| is_here && !["ja", "ko"].contains(&&***side))
            {
                let mut register = kit.register.clone();
                let sides = &mut register.conflicts[at].silences[number].sides;
                sides.insert(side.clone(), "otherwise".to_owned());
                let drift = kit.drift_of(&[&edition], &register);
                let rows = drift
                    .findings
                    .iter()
                    .filter(|it| it.register.contains(&conflict.id));
                let rows = rows.count();
                // The finding is back, and says that the row no longer holds.
                assert_eq!(
                    rows,
                    silence.rows.len(),
                    "{} {side} {:?}",
                    conflict.id,
                    told(&drift)
                );
                assert_eq!(
                    drift.findings.len(),
                    rows,
                    "{} {:?}",
                    conflict.id,
                    told(&drift)
                );
            }
        }
    }
    // The page gives in, and that is accepted: the row silences nothing any more.
    let at = kit.sheet.row("request-body-json", "version");
    let sheet = kit.sheet.with(at, |row| row.required = true);
    kit.accept(&sheet);
    let drift = kit.drift(&sheet.render(Form::Html));
    let [finding] = &drift.findings[..] else {
        panic!("{:?}", told(&drift))
    };
    assert_eq!(finding.aspect, Aspect::Register);
    assert_eq!(finding.register, ["version-required"]);
}

#[test]
fn a_remark_fails_when_its_wording_changes() {
    let (source, tree) = super::spec();
    let mut kit = Kit::new(&source, &tree);
    let at = kit.sheet.row("response-body", "timestamp");
    let sheet = kit
        .sheet
        .with(at, |row| row.note = "A time in milliseconds".to_owned());
    let text = sheet.render(Form::Dashes);
    let ids = ["timestamp-unit", "glued-columns"];
    let drift = kit.drift(&text);
    let [finding] = &drift.findings[..] else {
        panic!("{:?}", told(&drift))
    };
    assert_eq!(
        (finding.aspect, &finding.register[..]),
        (Aspect::Note, &ids.map(str::to_owned)[..])
    );
    // Accepted, the remark is still about other words.
    kit.accept(&sheet);
    let drift = kit.drift(&text);
    let found: Vec<_> = drift.findings.iter().flat_map(|it| &it.register).collect();
    assert_eq!(found, ids);
}

#[test]
fn the_spec_and_the_register_name_the_same_rows() {
    let (source, tree) = super::spec();
    let kit = Kit::new(&source, &tree);
    for conflict in &kit.register.conflicts {
        let mut register = kit.register.clone();
        register.conflicts.retain(|row| row.id != conflict.id);
        let drift = kit.drift_of(&[], &register);
        // A row that decided nothing in the spec is missed by nobody there.
        let missed = drift.findings.iter().all(|it| it.row == conflict.id);
        assert!(
            missed && drift.findings.is_empty() == conflict.outside,
            "{}",
            conflict.id
        );
    }
}

#[test]
fn what_is_wrong_with_the_register_is_said() {
    let row = "[[conflict]]\nid = \"a\"\nsays = \"\"\nseen = \"\"\nchosen = \"\"\nwhy = \"\"\n";
    let remark = "[[conflict.remarks]]\nsection = \"s\"\nrows = [\"r\"]\nwording.en = \"0\"\n";
    let cases = [
        (row.to_owned(), "neither silences a finding nor remarks"),
        (
            [row, remark, row, remark].concat(),
            "stands in the register twice",
        ),
        (format!("{row}sides = 1\n"), "unknown field `sides`"),
        ("[[conflict]\n".to_owned(), "line 1"),
    ];
    for (text, expected) in cases {
        let why = Register::parse(&text).unwrap_err();
        assert!(why.contains(expected), "{why}");
    }
    assert!(Register::parse(&[row, remark].concat()).is_ok());
}
