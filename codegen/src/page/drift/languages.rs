//! Compares two languages of one page. Names and values are not translated, so they say the same
//! unless one of them is behind; of wordings nothing can be said.

use super::Pair;
use crate::page::edition::{Aspect, Edition, Statement, agree, shown};
use crate::page::finding::{ABSENT, Finding, Places, THERE};
use crate::page::layout::{Kind, Layout};

/// The aspects that are the same in each language.
const ALIKE: [Aspect; 3] = [Aspect::Type, Aspect::Required, Aspect::Values];

/// Adds to the findings what languages say otherwise: to one that is about it, else as one of its
/// own.
pub(super) fn compare(pairs: &[Pair<'_>], layout: &Layout, findings: &mut Vec<Finding>) {
    for (at, pair) in pairs.iter().enumerate() {
        for earlier in pairs.iter().take(at) {
            let (a, b) = (earlier.now, pair.now);
            if a.page != b.page || a.language == b.language {
                continue;
            }
            if let Some(ours) = layout.page(&a.page) {
                for (number, name) in ours.order.iter().enumerate() {
                    let is_table = layout.sections.get(name).is_some_and(|section| {
                        section.is.table().is_some() && section.is != Kind::Statuses
                    });
                    if is_table && a.table(name).is_some() && b.table(name).is_some() {
                        section(a, b, name, number, findings);
                        missing(b, a, name, number, findings);
                    }
                }
            }
        }
    }
}

fn section(a: &Edition, b: &Edition, name: &str, number: usize, findings: &mut Vec<Finding>) {
    for row in b.section(name) {
        let Some(other) = a.row(name, &row.path) else {
            if a.reach.covers(number) {
                add(a, b, row, Aspect::Member, (ABSENT, THERE), findings);
            }
            continue;
        };
        for aspect in ALIKE {
            let (said, says) = (other.told(aspect), row.told(aspect));
            if !agree(aspect, said, says) {
                add(a, b, row, aspect, (&shown(said), &shown(says)), findings);
            }
        }
    }
}

/// Rows that only the first of the two has.
fn missing(b: &Edition, a: &Edition, name: &str, number: usize, findings: &mut Vec<Finding>) {
    if b.reach.covers(number) {
        for row in a
            .section(name)
            .filter(|row| b.row(name, &row.path).is_none())
        {
            add(a, b, row, Aspect::Member, (THERE, ABSENT), findings);
        }
    }
}

/// What two editions say of a row: `says` of the first and of the second.
fn add(
    a: &Edition,
    b: &Edition,
    row: &Statement,
    aspect: Aspect,
    (said, says): (&str, &str),
    findings: &mut Vec<Finding>,
) {
    let is_about = |finding: &&mut Finding| {
        let same = finding.aspect == aspect
            // Of a row with another name it is said by the name.
            || aspect == Aspect::Member && finding.aspect == Aspect::Name && finding.says == row.path
            || aspect == Aspect::Member && finding.aspect == Aspect::Order;
        let languages = [&a.language, &b.language];
        same && finding.page == b.page
            && languages.contains(&&finding.language)
            && finding.section == row.section
            && (finding.row == row.path || finding.says == row.path)
    };
    if let Some(finding) = findings.iter_mut().find(is_about) {
        let (language, says) = if finding.language == a.language {
            (&b.language, says)
        } else {
            (&a.language, said)
        };
        if !finding.others.iter().any(|(known, _)| known == language) {
            finding.others.push((language.clone(), says.to_owned()));
        }
        return;
    }
    findings.push(Finding {
        page: b.page.clone(),
        language: b.language.clone(),
        section: row.section.clone(),
        row: row.path.clone(),
        aspect,
        says: says.to_owned(),
        was: None,
        spec: None,
        others: vec![(a.language.clone(), said.to_owned())],
        places: Places {
            page: place(b, row),
            other: place(a, row),
            ..Places::default()
        },
        register: Vec::new(),
    });
}

fn place(edition: &Edition, row: &Statement) -> Option<(String, usize)> {
    let own = edition.row(&row.section, &row.path).map(|row| row.line);
    let line = own.or_else(|| edition.table(&row.section))?;
    Some((edition.file.clone(), line))
}
