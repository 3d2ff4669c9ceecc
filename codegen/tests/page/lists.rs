//! Lists in copied text, which does not tell a lone value from another item.

use super::render::{FORMS, Form};
use super::{Kit, told};
use codegen::page::edition::Aspect;
use codegen::page::model::Said;
use codegen::page::snapshot;

/// A list of values that gives way to a sentence is found though the form tells no lone value, and is
/// not taken back when the page is accepted.
#[test]
fn values_that_go_are_found_where_the_list_stays() {
    let (source, tree) = super::spec();
    let kit = Kit::new(&source, &tree);
    let mut found = 0;
    for form in FORMS.into_iter().filter(|form| form.has_lists()) {
        for at in kit.sheet.rows() {
            let row = &kit.sheet.tables[at.0].rows[at.1];
            if row.values.is_empty() {
                continue;
            }
            let changed = kit.sheet.with(at, |row| {
                row.values.clear();
                let item = row.item.take();
                row.item = item.or_else(|| Some("one of those that are told elsewhere".to_owned()));
            });
            let section = &kit.sheet.tables[at.0].section;
            let now = kit.edition(&changed.render(form));
            let drift = kit.drift_of(&[&now], &kit.register);
            let values = drift.findings.iter();
            let values = values.filter(|it| {
                (&it.section, &it.row, it.aspect) == (section, &row.path, Aspect::Values)
            });
            assert_eq!(
                values.count(),
                1,
                "{form:?} {}: {:?}",
                row.path,
                told(&drift)
            );
            let ours = kit.layout.page(&now.page).unwrap();
            let accepted = snapshot::accept(&now, kit.accepted.first(), ours);
            let kept = accepted.rows.iter();
            let mut kept = kept.filter(|it| (&it.section, &it.path) == (section, &row.path));
            let kept = &kept.next().unwrap().values;
            assert!(
                !matches!(kept, Said::Said(_)),
                "{form:?} {}: {kept:?}",
                row.path
            );
            found += 1;
        }
    }
    assert!(found > 40, "{found}");
}

/// A lone value that text shows as an item like others is still there.
#[test]
fn a_lone_value_among_the_items_is_no_change() {
    let (source, tree) = super::spec();
    let mut kit = Kit::new(&source, &tree);
    let lone = |sheet: &super::Sheet| {
        let at = sheet.rows().into_iter().next_back().unwrap();
        sheet.with(at, |row| {
            row.values = vec!["LEFT".to_owned()];
            row.item = Some("counted from the top".to_owned());
        })
    };
    let sheet = lone(&kit.sheet);
    kit.accept(&sheet);
    let text = sheet
        .render(Form::Elements)
        .replace("Only use `LEFT`", "`LEFT`");
    let copied = sheet.render(Form::Glued).replace("Only use LEFT", "LEFT");
    for page in [&text, &copied] {
        let drift = kit.drift_of(&[&kit.edition(page)], &kit.register);
        let changed: Vec<_> = told(&drift)
            .into_iter()
            .filter(|it| it.contains("it said"))
            .collect();
        assert_eq!(changed, [""; 0]);
    }
    let other = copied.replace("counted from the top", "counted from below");
    let drift = kit.drift_of(&[&kit.edition(&other)], &kit.register);
    let changed: Vec<_> = drift
        .findings
        .iter()
        .filter(|it| it.was.is_some())
        .collect();
    assert_eq!(changed.len(), 1, "{:?}", told(&drift));
    assert_eq!(changed[0].aspect, Aspect::Note);
}
