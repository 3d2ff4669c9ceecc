//! Reads JSON over its slips: what is wrong in it, by line.

use super::super::model::Fault;
use crate::source::{Format, Source};

/// The slips of a JSON text that begins at a line. `None` if it does not begin like one.
pub(super) fn json(text: &str, line: usize) -> Option<Vec<Fault>> {
    if !text.trim_start().starts_with(['{', '[']) {
        return None;
    }
    let source = Source::new("", text);
    let faults = source.parse(Format::Json).faults.into_iter();
    let slips = faults.map(|fault| Fault {
        line: line + source.position(fault.span.start).line - 1,
        message: fault.message.into_owned(),
    });
    Some(slips.collect())
}
