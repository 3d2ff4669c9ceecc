//! Compares a row of a table that is not one of members, or an example, with what it was and with
//! the spec.

use super::Context;
use super::line::{base, changed, moved};
use super::pairing::Line;
use crate::page::edition::{Aspect, CELLS};
use crate::page::finding::{ABSENT, Finding, THERE};
use crate::page::layout::{Kind, Section};
use crate::page::model::Said;
use crate::page::spec::last;
use std::collections::BTreeSet;

pub(super) fn compare(
    context: &Context<'_>,
    line: &Line<'_>,
    section: &Section,
    spoken: &mut BTreeSet<(String, String)>,
    findings: &mut Vec<Finding>,
) {
    let path = line.path();
    let node = of_irregular(context, section, path);
    let mut finding = base(context, line, Aspect::Member, THERE);
    finding.places.spec = node
        .iter()
        .map(|(pointer, _)| context.node(pointer))
        .collect();
    if let Some((pointer, _)) = &node {
        spoken.insert((line.section.to_owned(), pointer.clone()));
    }
    let is_table = section.is.table().is_some();
    if let Some(now) = line.now {
        finding.was = (line.was.is_none() && !line.is_fresh).then(|| ABSENT.to_owned());
        if let Some(was) = line.was.filter(|was| was.path != now.path) {
            finding.aspect = Aspect::Name;
            finding.says.clone_from(&now.path);
            finding.was = Some(was.path.clone());
            finding.spec = node.is_some().then(|| was.path.clone());
        } else if node.is_none() && is_table {
            finding.spec = Some(ABSENT.to_owned());
        }
    } else {
        ABSENT.clone_into(&mut finding.says);
        finding.was = Some(THERE.to_owned());
        finding.spec = node.is_some().then(|| THERE.to_owned());
    }
    if finding.was.is_some() || finding.spec.is_some() {
        findings.push(finding);
    }
    let has = node.iter().map(|(pointer, _)| pointer.as_str());
    findings.extend(moved(context, line, has));
    let Some(now) = line.now else {
        return;
    };
    let wanted = if is_table {
        node.as_ref().and_then(|(_, wanted)| wanted.clone())
    } else {
        section.status.clone()
    };
    for aspect in CELLS {
        let mut finding = changed(context, line, now, aspect);
        if aspect == Aspect::Values {
            let words = match now.told(aspect) {
                Said::Said(words) => &words[..],
                _ => &[],
            };
            let silent = *now.told(aspect) == Said::Silent;
            finding.spec = wanted
                .clone()
                .filter(|wanted| !silent && !words.contains(wanted));
        }
        if finding.was.is_some() || finding.spec.is_some() {
            finding.places.spec = node.iter().map(|(at, _)| context.node(at)).collect();
            findings.push(finding);
        }
    }
}

/// The node of a row, and what its cells have to say by it: the path of a method, the status of a
/// code.
fn of_irregular(
    context: &Context<'_>,
    section: &Section,
    path: &str,
) -> Option<(String, Option<String>)> {
    let mut rows = section.rows.iter();
    if let Some((_, pointer)) = rows.find(|(row, _)| row.eq_ignore_ascii_case(path)) {
        context.spec.at(pointer)?;
        let parent = pointer.rsplit_once('/').map(|(parent, _)| last(parent));
        let wanted = parent.filter(|_| section.is == Kind::Methods);
        return Some((pointer.clone(), wanted));
    }
    let all = section
        .describes
        .iter()
        .flat_map(|node| context.spec.codes(node));
    let mut codes = all.filter(|(code, ..)| *code == path);
    codes.next().map(|(_, status, pointer)| (pointer, status))
}
