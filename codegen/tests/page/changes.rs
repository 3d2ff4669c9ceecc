//! Each change of each row, in each form that carries it, is one finding: of that row, that aspect,
//! and with both places.

use super::render::{FORMS, Form};
use super::sheet::{Member, Sheet};
use super::{Kit, told};
use codegen::page::edition::Aspect;
use codegen::page::finding::Change;

/// A way to change a row: what becomes of the page, and how it has to be found.
struct Case {
    sheet: Sheet,
    row: String,
    aspect: Aspect,
    change: Change,
    /// Words of the line that the row is in afterwards; empty for a row that is gone.
    line: String,
}

#[test]
fn a_page_that_did_not_change_says_so_in_each_form() {
    let (source, tree) = super::spec();
    let kit = Kit::new(&source, &tree);
    for form in FORMS {
        let drift = kit.drift(&kit.sheet.render(form));
        assert_eq!(told(&drift), [""; 0], "{form:?}");
    }
}

/// What other tests start from.
#[test]
fn the_page_of_the_fixtures_is_this_one() {
    let (source, tree) = super::spec();
    let kit = Kit::new(&source, &tree);
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/page/resident-card.en.md"
    );
    let rendered = kit.sheet.render(Form::Elements);
    if std::env::var_os("UPDATE_PAGE").is_some() {
        std::fs::write(path, &rendered).unwrap();
    }
    let fixture = std::fs::read_to_string(path).unwrap();
    assert_eq!(
        rendered, fixture,
        "run this test with UPDATE_PAGE=1, and read the difference"
    );
}

/// One test a form, so that they run side by side.
macro_rules! each_change_in {
    ($($name:ident: $form:expr;)*) => {
        $(#[test]
        fn $name() {
            each_change($form);
        })*
    };
}

each_change_in! {
    each_change_is_found_in_dashes: Form::Dashes;
    each_change_is_found_in_elements: Form::Elements;
    each_change_is_found_in_html: Form::Html;
    each_change_is_found_in_glued_text: Form::Glued;
    each_change_is_found_in_text_with_blanks: Form::Blanks;
    each_change_is_found_in_text_with_bars: Form::Bars;
}

fn each_change(form: Form) {
    let (source, tree) = super::spec();
    let kit = Kit::new(&source, &tree);
    let mut found = 0;
    for at in kit.sheet.rows() {
        for case in cases(&kit.sheet, at, form) {
            find(&kit, &case, at, form);
            found += 1;
        }
    }
    let least = if form.has_lists() { 500 } else { 400 };
    assert!(found > least, "{found}");
}

fn cases(sheet: &Sheet, at: (usize, usize), form: Form) -> Vec<Case> {
    let (t, r) = at;
    let table = &sheet.tables[t];
    let row = &table.rows[r];
    let case = |sheet: Sheet, aspect, line: &str| Case {
        sheet,
        row: row.path.clone(),
        aspect,
        change: Change::Changed,
        line: line.to_owned(),
    };
    let with =
        |aspect, change: &dyn Fn(&mut Member)| case(sheet.with(at, change), aspect, &row.path);
    let other = if row.type_name == "String" {
        "Integer"
    } else {
        "String"
    };
    let mut cases = vec![
        with(Aspect::Type, &|row| other.clone_into(&mut row.type_name)),
        with(Aspect::Required, &|row| row.required = !row.required),
        with(Aspect::Note, &|row| row.note.push_str(" since lately")),
    ];
    let renamed = format!("{}Lately", row.path);
    cases.push(case(
        sheet.with(at, |row| row.path.clone_from(&renamed)),
        Aspect::Name,
        &renamed,
    ));
    let mut removed = sheet.clone();
    removed.tables[t].rows.remove(r);
    cases.push(Case {
        change: Change::Removed,
        ..case(removed, Aspect::Member, "")
    });
    let mut added = sheet.clone();
    let new = Member {
        path: "addedLately".to_owned(),
        type_name: "Boolean".to_owned(),
        note: "New words".to_owned(),
        required: false,
        values: Vec::new(),
        item: None,
    };
    added.tables[t].rows.insert(r + 1, new);
    cases.push(Case {
        row: "addedLately".to_owned(),
        change: Change::Added,
        ..case(added, Aspect::Member, "addedLately")
    });
    // At least two places further, so that it is this one that moved.
    let to = if r + 2 < table.rows.len() {
        Some(r + 2)
    } else {
        r.checked_sub(2)
    };
    if let Some(to) = to {
        let mut moved = sheet.clone();
        let row = moved.tables[t].rows.remove(r);
        moved.tables[t].rows.insert(to, row);
        cases.push(case(moved, Aspect::Order, &table.rows[r].path));
    }
    // To another table, that has no such row.
    let mut others = sheet.tables.iter().enumerate().skip(t + 1);
    let other = others.find(|(_, other)| other.rows.iter().all(|it| it.path != row.path));
    if let Some((to, _)) = other.filter(|_| table.rows.len() > 1) {
        let mut moved = sheet.clone();
        let row = moved.tables[t].rows.remove(r);
        moved.tables[to].rows.push(row);
        cases.push(case(moved, Aspect::Order, &table.rows[r].path));
    }
    if form.has_lists()
        && (form.marks_code() || row.values.len() != 1 || row.values[0].starts_with('V'))
    {
        match row.values.len() {
            // A list of other words hides in copied text whether there are values.
            0 if row.item.is_some() && !form.marks_code() => {}
            0 => cases.push(with(Aspect::Values, &|row| {
                row.values = vec!["ONE".to_owned(), "OTHER".to_owned()];
            })),
            1 if row.values[0].starts_with('V') => {
                cases.push(with(Aspect::Values, &|row| {
                    row.values = vec!["V3".to_owned()];
                }));
            }
            _ => {
                cases.push(with(Aspect::Values, &|row| {
                    row.values.push("LATELY".to_owned());
                }));
            }
        }
        if row.values.len() > 2 {
            cases.push(with(Aspect::Values, &|row| _ = row.values.pop()));
        }
    }
    if form.has_lists() && row.item.is_some() {
        cases.push(with(Aspect::Note, &|row| {
            row.item = Some("Others".to_owned());
        }));
    }
    cases
}

fn find(kit: &Kit<'_>, case: &Case, at: (usize, usize), form: Form) {
    let text = case.sheet.render(form);
    let section = &kit.sheet.tables[at.0].section;
    let told_so = || format!("{form:?}: {section} {} {:?}\n", case.row, case.aspect);
    let drift = kit.drift(&text);
    let [finding] = &drift.findings[..] else {
        panic!("{}{:#?}", told_so(), told(&drift));
    };
    // A table that lost its only row may be no table in copied text.
    let is_empty = case.change == Change::Removed && kit.sheet.tables[at.0].rows.len() == 1;
    if is_empty && finding.aspect == Aspect::Table {
        assert_eq!(finding.section, *section, "{}", told_so());
        return;
    }
    assert_eq!(
        (
            &*finding.section,
            &*finding.row,
            finding.aspect,
            finding.change()
        ),
        (&**section, &*case.row, case.aspect, case.change),
        "{}{:#?}",
        told_so(),
        told(&drift)
    );
    let (file, line) = finding.places.page.as_ref().unwrap();
    assert_eq!(file, super::PAGE);
    let shown = text.lines().nth(line - 1).unwrap();
    assert!(shown.contains(&case.line), "{}{shown}", told_so());
    let snapshot = finding.places.snapshot.as_ref().map(|(_, line)| *line);
    let was = kit.accepted[0].rows.iter();
    let mut was = was.filter(|row| row.section == *section && row.path == case.row);
    assert_eq!(snapshot, was.next().map(|row| row.line), "{}", told_so());
    // What the page calls otherwise than the spec has the place of that; what only one side has,
    // none.
    let has_place = !finding.places.spec.is_empty();
    assert!(has_place || section == "rois", "{}", told_so());
}
