//! Makes the findings that a row of any kind can have.

use super::Context;
use super::pairing::Line;
use crate::page::edition::{Aspect, Statement, alike, shown};
use crate::page::finding::Finding;

/// Whether the row stands where it stood. `nodes` are the pointers of what it describes.
pub(super) fn moved<'p>(
    context: &Context<'_>,
    line: &Line<'_>,
    nodes: impl Iterator<Item = &'p str>,
) -> Option<Finding> {
    let (now, was) = line.order.as_ref()?;
    let mut finding = base(context, line, Aspect::Order, now.as_str());
    finding.was = Some(was.clone());
    finding.places.spec = nodes.map(|node| context.node(node)).collect();
    Some(finding)
}

/// Whether an aspect of the row is as it was.
pub(super) fn changed(
    context: &Context<'_>,
    line: &Line<'_>,
    now: &Statement,
    aspect: Aspect,
) -> Finding {
    let told = now.told(aspect);
    let mut finding = base(context, line, aspect, shown(told));
    let was = line.was.filter(|was| !alike(aspect, now, was));
    finding.was = was.map(|was| shown(was.told(aspect)));
    finding
}

/// A finding of a row, with the places of both editions.
pub(super) fn base(
    context: &Context<'_>,
    line: &Line<'_>,
    aspect: Aspect,
    says: impl Into<String>,
) -> Finding {
    let mut finding = context.finding(line.section, line.path(), aspect, says);
    finding.places.page = line.now.map(|row| context.place_of(row.line));
    finding.places.snapshot = context.place_before(line.was);
    finding
}
