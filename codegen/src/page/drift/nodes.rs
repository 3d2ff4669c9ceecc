//! Finds nodes of the spec that a page does not speak of, though their `x-source` names it.

use super::Context;
use crate::page::edition::Aspect;
use crate::page::finding::{ABSENT, Finding, THERE};
use crate::page::layout::Kind;
use crate::page::spec::last;
use std::collections::BTreeSet;

pub(super) fn without_rows(
    context: &Context<'_>,
    spoken: &BTreeSet<(String, String)>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (pointer, source) in context.spec.sourced() {
        let Some((prefix, name)) = source.split_once('#') else {
            continue;
        };
        if !context.ours.sources.iter().any(|ours| ours == prefix) {
            continue;
        }
        let absent = |what: &str| {
            let mut finding = context.finding(name, &last(pointer), Aspect::Member, what);
            finding.spec = Some(THERE.to_owned());
            finding.places.page = context.line_of(name);
            finding.places.spec.push(context.node(pointer));
            finding
        };
        if !context.ours.order.iter().any(|section| section == name) {
            findings.push(absent("no such section"));
            continue;
        }
        let is_described = || {
            let section = context.section(name).into_iter();
            let mut described = section.flat_map(|section| &section.describes);
            described.any(|node| node == pointer)
        };
        let is_spoken = spoken.contains(&(name.to_owned(), pointer.clone()));
        if !is_spoken && !is_described() && can_tell(context, name) {
            findings.push(absent(ABSENT));
        }
    }
    findings.extend(codes(context, spoken));
    findings
}

/// Codes that the spec lists and the table does not.
fn codes(context: &Context<'_>, spoken: &BTreeSet<(String, String)>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for name in &context.ours.order {
        let Some(section) = context.section(name).filter(|it| it.is == Kind::Statuses) else {
            continue;
        };
        let codes = section.describes.iter();
        for (code, _, pointer) in codes.flat_map(|node| context.spec.codes(node)) {
            let is_spoken = spoken.contains(&(name.clone(), pointer.clone()));
            if !is_spoken && can_tell(context, name) {
                let mut finding = context.finding(name, code, Aspect::Member, ABSENT);
                finding.spec = Some(THERE.to_owned());
                finding.places.page = context.line_of(name);
                finding.places.spec.push(context.node(&pointer));
                findings.push(finding);
            }
        }
    }
    findings
}

/// Whether a row that is not among those of a section is not on the page: all of the section was
/// seen, and each row of it could be read.
fn can_tell(context: &Context<'_>, name: &str) -> bool {
    let now = context.pair.now;
    context.covers(name) && now.table(name).is_some() && !now.is_partial(name)
}
