//! A suggestion closes its finding: applied, it passes `lint`, and comparing again finds neither it
//! nor another.

use super::render::Form;
use super::sheet::{Member, Sheet};
use super::{Kit, PAGE, told};
use codegen::page::edition::Aspect;
use codegen::page::finding::Finding;
use codegen::page::spec::Spec;
use codegen::page::suggest::Proposal;
use codegen::source::Source;
use codegen::{Options, compile};

/// The proposal for a page, and what is found when it is applied and the page accepted.
fn close(kit: &Kit<'_>, sheet: &Sheet) -> (Proposal, Vec<Finding>, Vec<String>) {
    let now = kit.edition(&sheet.render(Form::Elements));
    let drift = kit.drift_of(&[&now], &kit.register);
    let proposal = kit.propose(&drift, &now, Some(&kit.accepted[0]));
    let source = Source::new("spec.yaml", proposal.text.clone());
    let options = Options {
        package: "linted".to_owned(),
        strict: true,
        ..Options::default()
    };
    let diagnostics = compile(&source, &options).diagnostics;
    let weighty: Vec<_> = diagnostics.iter().filter(|it| it.is_error()).collect();
    assert!(
        weighty.is_empty(),
        "{weighty:?}\n{:?}",
        proposal.suggestions
    );
    let tree = Spec::tree(&source);
    let mut again = Kit::new(&source, &tree);
    again.register = kit.register.clone();
    again.accept(sheet);
    let left = again.drift(&sheet.render(Form::Html));
    (proposal, drift.findings, told(&left))
}

fn new_member(path: &str, type_name: &str, values: &[&str], required: bool) -> Member {
    Member {
        path: path.to_owned(),
        type_name: type_name.to_owned(),
        required,
        values: values.iter().map(|&value| value.to_owned()).collect(),
        note: "New words".to_owned(),
        item: None,
    }
}

/// A new row of each type in each table.
#[test]
fn a_new_member_is_added() {
    let (source, tree) = super::spec();
    let kit = Kit::new(&source, &tree);
    let news = [
        new_member("newlyThere", "String", &[], false),
        new_member("newlyThere", "Long", &[], true),
        new_member("newlyThere", "Float", &[], false),
        new_member("newlyThere", "Boolean", &[], true),
        new_member("newlyThere", "String", &["ONE", "no", "It's 2"], false),
        new_member("no", "String", &[], false),
    ];
    for (at, table) in kit.sheet.tables.iter().enumerate() {
        let new = &news[at % news.len()];
        let mut sheet = kit.sheet.clone();
        sheet.tables[at].rows.push(new.clone());
        let (proposal, found, left) = close(&kit, &sheet);
        assert_eq!(found.len(), 1, "{}", table.section);
        assert!(
            proposal.open.is_empty(),
            "{}: {:?}",
            table.section,
            proposal.open
        );
        let diff = similar_lines(&source, &proposal.text);
        assert!(
            diff.iter().any(|line| line.contains("# open: ")),
            "{diff:?}"
        );
        assert_eq!(
            left,
            [""; 0],
            "{} {new:?}\n{}",
            table.section,
            diff.join("\n")
        );
    }
}

/// The lines that the text has and the spec had not.
fn similar_lines(source: &Source, text: &str) -> Vec<String> {
    let old: Vec<_> = source.text().lines().collect();
    let new = text.lines().filter(|line| !old.contains(line));
    new.map(str::to_owned).collect()
}

/// Each row that can become required, or lose that, does.
#[test]
fn what_became_required_is_required() {
    let (source, tree) = super::spec();
    let kit = Kit::new(&source, &tree);
    for at in kit.sheet.rows().into_iter().step_by(3) {
        let sheet = kit.sheet.with(at, |row| row.required = !row.required);
        let (proposal, found, left) = close(&kit, &sheet);
        let [finding] = &found[..] else {
            panic!("{found:?}")
        };
        if finding.spec.is_none() {
            // The page gave in; what is left is to take the row of the register out.
            assert!(
                left.iter().all(|left| left.contains(": register: ")),
                "{left:?}"
            );
            continue;
        }
        // Tables that share a schema then differ from one another: that is for a person.
        let row = &kit.sheet.tables[at.0].rows[at.1];
        if proposal.open.is_empty() {
            let about = |left: &&String| left.contains(&format!("`{}`", row.path));
            let others = left.iter().filter(|left| !about(left));
            assert_eq!(others.count(), 0, "{} {left:?}", finding.row);
            let own = format!("{}, `{}`", finding.section, finding.row);
            assert!(!left.iter().any(|left| left.contains(&own)), "{left:?}");
        }
    }
}

#[test]
fn a_new_value_is_added_and_a_type_and_a_name_are_taken_over() {
    let (source, tree) = super::spec();
    let kit = Kit::new(&source, &tree);
    let change = |section: &str, path: &str, change: &dyn Fn(&mut Member)| {
        close(&kit, &kit.sheet.with(kit.sheet.row(section, path), change))
    };
    let cases = [
        change("response-images", "inferResult", &|row| {
            row.values.push("PARTIAL".to_owned());
        }),
        change("response-images", "validationResult.result", &|row| {
            row.values.push("LATE_1".to_owned());
        }),
        change("response-images", "idCard.meta.estimatedLanguage", &|row| {
            row.values.push("zh".to_owned());
        }),
        change("response-images", "uid", &|row| {
            row.type_name = "Integer".to_owned();
        }),
        change("response-images", "convertedImageInfo.width", &|row| {
            row.type_name = "Float".to_owned();
        }),
        change("response-images", "convertedImageInfo.height", &|row| {
            row.type_name = "String".to_owned();
        }),
        change("result", "isConfident", &|row| {
            row.path = "isCertain".to_owned();
        }),
        change("response-images", "convertedImageInfo.pageIndex", &|row| {
            row.path = "convertedImageInfo.pageNumber".to_owned();
        }),
    ];
    for (proposal, found, left) in cases {
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(proposal.open.is_empty(), "{:?}", proposal.open);
        assert_eq!(left, [""; 0]);
        assert_ne!(proposal.text, source.text());
    }
}

#[test]
fn several_findings_of_one_list_are_one_edit() {
    let (source, tree) = super::spec();
    let kit = Kit::new(&source, &tree);
    let mut sheet = kit.sheet.clone();
    for path in [
        "convertedImageInfo.width",
        "convertedImageInfo.height",
        "uid",
        "name",
    ] {
        sheet = sheet.with(kit.sheet.row("response-images", path), |row| {
            row.required = true;
        });
    }
    let at = kit.sheet.row("response-images", "inferResult");
    sheet = sheet.with(at, |row| {
        row.values.extend(["ONE".to_owned(), "TWO".to_owned()]);
    });
    let mut rows = sheet.tables[at.0].rows.clone();
    rows.push(new_member("oneMore", "String", &[], true));
    rows.push(new_member("another", "Integer", &[], false));
    sheet.tables[at.0].rows = rows;
    let (proposal, found, left) = close(&kit, &sheet);
    assert_eq!(found.len(), 7, "{found:?}");
    assert!(proposal.open.is_empty());
    assert_eq!(left, [""; 0]);
    insta::assert_snapshot!(similar_lines(&source, &proposal.text).join("\n"));
}

#[test]
fn what_went_is_for_a_person() {
    let (source, tree) = super::spec();
    let kit = Kit::new(&source, &tree);
    let mut sheet = kit.sheet.clone();
    let (t, r) = kit.sheet.row("response-images", "uid");
    sheet.tables[t].rows.remove(r);
    let at = kit.sheet.row("request-images", "format");
    let sheet = sheet.with(at, |row| _ = row.values.pop());
    let now = kit.edition(&sheet.render(Form::Dashes));
    assert_eq!(now.file, PAGE);
    let drift = kit.drift_of(&[&now], &kit.register);
    let proposal = kit.propose(&drift, &now, None);
    let aspects: Vec<_> = proposal.open.iter().map(|it| it.aspect).collect();
    assert_eq!(aspects, [Aspect::Values, Aspect::Member]);
    assert_eq!(proposal.text, source.text());
}
