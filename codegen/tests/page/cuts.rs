//! A page that ends early is compared up to its end, and claims nothing beyond it.

use super::render::FORMS;
use super::{Kit, told};
use codegen::page::edition::Aspect;

#[test]
fn a_page_cut_at_any_line_claims_nothing_beyond_the_cut() {
    let (source, tree) = super::spec();
    let kit = Kit::new(&source, &tree);
    for form in FORMS {
        let text = kit.sheet.render(form);
        let ends: Vec<_> = text.match_indices('\n').map(|(at, _)| at + 1).collect();
        let mut compared = 0;
        for end in &ends {
            // What is not known to be a page proposes nothing.
            if let Ok(edition) = kit.try_edition(&text[..*end]) {
                let drift = kit.drift_of(&[&edition], &kit.register);
                let tail = &text[text.floor_char_boundary(end.saturating_sub(120))..*end];
                assert_eq!(told(&drift), [""; 0], "{form:?}: …{tail}");
                compared += 1;
            }
        }
        assert!(
            compared * 10 > ends.len() * 7,
            "{form:?}: {compared} of {}",
            ends.len()
        );
    }
}

#[test]
fn a_change_before_the_cut_is_found() {
    let (source, tree) = super::spec();
    let kit = Kit::new(&source, &tree);
    let at = kit.sheet.row("request-body-json", "timestamp");
    let sheet = kit.sheet.with(at, |row| row.required = false);
    for form in FORMS {
        let text = sheet.render(form);
        let behind = text.find("multipart").unwrap();
        let [finding] = &kit.drift(&text[..behind]).findings[..] else {
            panic!("{form:?}")
        };
        assert_eq!(
            (&*finding.row, finding.aspect),
            ("timestamp", Aspect::Required)
        );
    }
}

#[test]
fn what_was_cut_when_it_was_accepted_is_not_new_later() {
    let (source, tree) = super::spec();
    let mut kit = Kit::new(&source, &tree);
    for form in FORMS {
        let text = kit.sheet.render(form);
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        for end in ends.step_by(23) {
            let Ok(edition) = kit.try_edition(&text[..end]) else {
                continue;
            };
            let whole = std::mem::replace(&mut kit.accepted, vec![edition]);
            let drift = kit.drift(&text);
            kit.accepted = whole;
            assert_eq!(told(&drift), [""; 0], "{form:?} at {end}");
        }
    }
}

#[test]
fn what_is_no_page_or_has_lost_most_of_its_rows_proposes_nothing() {
    let (source, tree) = super::spec();
    let kit = Kit::new(&source, &tree);
    let mut sheet = kit.sheet.clone();
    for table in &mut sheet.tables {
        let left = table.rows.len() / 3;
        table.rows.truncate(left);
    }
    for form in FORMS {
        let why = kit.try_edition(&sheet.render(form)).unwrap_err();
        assert!(why.contains("has lost most of its rows"), "{form:?}: {why}");
    }
    let wall = "<!DOCTYPE html><html><body><h1>Are you human?</h1><table><tr><th>Field</th>\
        <th>Type</th></tr><tr><td>captcha</td><td>String</td></tr></table></body></html>";
    for text in [
        "",
        "404 page not found\n",
        "<html><body>Not found</body></html>",
        wall,
    ] {
        assert!(kit.try_edition(text).is_err(), "{text:?}");
    }
}
