//! Says what a block of code is, and what is wrong with it.

use super::super::model::{Example, ExampleKind, Fault};
use super::block::Code;
use super::command;
use super::json::json;
use super::steps::step;

/// Makes an example of a block of code; the headings are the caller's to add.
pub(super) fn example(code: Code) -> Example {
    step(code.text.len());
    // Of the line that the page ends in nothing is known.
    let last = code.line + code.text.matches('\n').count();
    let known = |slip: &Fault| !code.cut || slip.line < last;
    let kind = if let Some(mut slips) = json(&code.text, code.line) {
        slips.retain(known);
        ExampleKind::Json { slips }
    } else if command::is_command(&code.text) {
        let mut command = command::read(&code.text, code.line);
        command.slips.retain(|_| !code.cut);
        let parts = command.parts.iter_mut();
        for slips in parts.filter_map(|part| part.json.as_mut()) {
            slips.retain(known);
        }
        ExampleKind::Command(command)
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
