//! Compares what is larger than a row: tables that came or went, what could not be read, examples
//! that are no JSON, and tables that a row names and the page does not have.

use super::Context;
use crate::page::edition::{Aspect, Statement};
use crate::page::finding::{ABSENT, Finding, THERE};
use crate::page::model::Said;

/// Tables and examples that are missing, and tables that are none of the page's.
pub(super) fn tables(context: &Context<'_>) -> Vec<Finding> {
    let now = context.pair.now;
    let mut findings = Vec::new();
    for (at, name) in context.ours.order.iter().enumerate() {
        let before = context.pair.before;
        let old = before.and_then(|before| before.table(name));
        match (now.table(name), before) {
            (None, _) if now.reach.covers(at) => {
                // What was missing before is missing in the spec's eyes only.
                let mut finding = context.finding(name, "", Aspect::Table, ABSENT);
                finding.was = old.map(|_| THERE.to_owned());
                finding.spec = Some(THERE.to_owned());
                let file = before.map(|before| before.file.clone());
                finding.places.snapshot = file.zip(old);
                finding.places.page = Some((now.file.clone(), following(context, at)));
                let described = context.section(name).into_iter();
                let described = described.flat_map(|section| &section.describes);
                finding.places.spec = described.map(|node| context.node(node)).collect();
                findings.push(finding);
            }
            (Some(line), Some(before)) if old.is_none() && before.reach.covers(at) => {
                let mut finding = context.finding(name, "", Aspect::Table, THERE);
                finding.was = Some(ABSENT.to_owned());
                finding.places.page = Some(context.place_of(line));
                findings.push(finding);
            }
            _ => {}
        }
    }
    for (line, rows) in &now.strangers {
        let says = format!("a table of {rows} rows that is none of its sections");
        let mut finding = context.finding("", "", Aspect::Table, says);
        finding.places.page = Some(context.place_of(*line));
        findings.push(finding);
    }
    findings
}

/// The line of the section behind one that is missing.
fn following(context: &Context<'_>, at: usize) -> usize {
    let mut behind = context.ours.order.iter().skip(at);
    let line = behind.find_map(|name| context.pair.now.table(name));
    line.unwrap_or(1)
}

/// What could not be read as it stands, and where the page contradicts itself.
pub(super) fn rest(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let now = context.pair.now;
    let faults = now.faults.iter().map(|fault| (fault, Aspect::Layout));
    let slips = now.slips.iter().map(|slip| (slip, Aspect::Json));
    for ((section, line, message), aspect) in faults.chain(slips) {
        let mut finding = context.finding(section, "", aspect, message.as_str());
        finding.places.page = Some(context.place_of(*line));
        findings.push(finding);
    }
    details(context, findings);
    forms(context, findings);
}

/// A row that says that a table of its own name describes it, where no table has that name.
fn details(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let now = context.pair.now;
    if !now.has_all_tables(context.layout, context.ours) {
        return;
    }
    let numbered = |name: &str| {
        name.trim_end_matches(|c: char| c.is_ascii_digit())
            .to_owned()
    };
    for row in &now.rows {
        let Some(named) = &row.details else {
            continue;
        };
        let own = row.path.rsplit('.').next().unwrap_or_default();
        let is_own = numbered(named).eq_ignore_ascii_case(own);
        let mut headings = now.headings.iter();
        let has = headings.any(|heading| numbered(heading).eq_ignore_ascii_case(own));
        if is_own && !has && !is_told(findings, row) {
            let mut finding = context.finding(&row.section, &row.path, Aspect::Details, own);
            finding
                .others
                .push(("page".to_owned(), "no such table".to_owned()));
            finding.places.page = Some(context.place_of(row.line));
            findings.push(finding);
        }
    }
}

/// A field of a form that is an object in the table and a text in the example.
fn forms(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let now = context.pair.now;
    for name in &now.forms {
        let parts = now.rows.iter().filter(|row| row.path == *name);
        for row in parts {
            let Said::Said(words) = &row.type_name else {
                continue;
            };
            let word = words.first().map_or("", String::as_str);
            let is_container = matches!(context.layout.type_of(word), Some("object" | "array"));
            if !is_container || is_told(findings, row) {
                continue;
            }
            let known = findings.iter_mut().find(|finding| {
                (&finding.section, &finding.row, finding.aspect)
                    == (&row.section, &row.path, Aspect::Type)
            });
            let other = ("example".to_owned(), "JSON text".to_owned());
            if let Some(known) = known {
                known.others.push(other);
                continue;
            }
            let mut finding = context.finding(&row.section, &row.path, Aspect::Type, word);
            finding.others.push(other);
            finding.places.page = Some(context.place_of(row.line));
            findings.push(finding);
        }
    }
}

/// Whether it is told already that the row came, or has another name or place.
fn is_told(findings: &[Finding], row: &Statement) -> bool {
    let aspects = [Aspect::Member, Aspect::Name, Aspect::Order];
    let mut changed = findings.iter().filter(|finding| finding.was.is_some());
    changed.any(|finding| {
        let is_here = finding.section == row.section && finding.row == row.path;
        let came_here = finding.row == row.path && finding.says == format!("in {}", row.section);
        aspects.contains(&finding.aspect) && (is_here || came_here || finding.says == row.path)
    })
}
