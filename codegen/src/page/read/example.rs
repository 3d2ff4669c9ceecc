//! Says what a block of code is, and what is wrong with it.

use super::super::model::{Example, ExampleKind, Fault};
use super::block::Code;
use super::command;
use super::steps::step;
use crate::source::{Format, Source};

/// Makes an example of a block of code; the headings are the caller's to add.
pub(super) fn example(code: Code) -> Example {
    step(code.text.len());
    let kind = if let Some(slips) = json(&code.text, code.line) {
        ExampleKind::Json { slips }
    } else if command::is_command(&code.text) {
        ExampleKind::Command(command::read(&code.text, code.line))
    } else {
        ExampleKind::Other
    };
    Example {
        headings: Vec::new(),
        text: code.text,
        kind,
        line: code.line,
        cut: code.cut,
    }
}

/// The slips of a JSON text that begins at a line. `None` if it does not begin like one.
pub(super) fn json(text: &str, line: usize) -> Option<Vec<Fault>> {
    if !text.trim_start().starts_with(['{', '[']) {
        return None;
    }
    let source = Source::new("", text);
    let faults = source.parse(Format::Json).faults.into_iter();
    let slips = faults.map(|fault| Fault {
        line: line + source.position(fault.span.start).line - 1,
        message: fault.message,
    });
    Some(slips.collect())
}
