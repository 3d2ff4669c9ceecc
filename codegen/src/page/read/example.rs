//! Says what a block of code is, and what is wrong with it.

use super::super::model::{Example, ExampleKind};
use super::block::Code;
use super::command;
use super::json::json;
use super::steps::step;

/// Makes an example of a block of code; the headings are the caller's to add.
pub(super) fn example(code: Code) -> Example {
    step(code.text.len());
    let kind = if let Some(mut slips) = json(&code.text, code.line) {
        if code.cut {
            // Of the line that the page ends in nothing is known.
            let last = code.line + code.text.matches('\n').count();
            slips.retain(|slip| slip.line < last);
        }
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
