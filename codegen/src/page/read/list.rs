//! Finds the list in a cell of Markdown that has it on one line, each item behind ` - `.

use super::block::{Cell, Inline};
use super::steps::step;

const DASH: &str = " - ";

/// Parts the wording at its dashes, unless the cell has a list of elements already.
///
/// A dash between two digits is that of a range, such as `0 - 1`, and parts nothing.
pub(super) fn part(cell: &mut Cell) {
    if !cell.items.is_empty() {
        return;
    }
    let lead = std::mem::take(&mut cell.lead);
    let numbers: Vec<bool> = lead.iter().map(is_number).collect();
    let number = |at: Option<usize>| at.and_then(|at| numbers.get(at)).is_some_and(|is| *is);
    let mut parts = Parts::default();
    for (at, inline) in lead.into_iter().enumerate() {
        match inline {
            Inline::Code(_) => parts.push(inline),
            Inline::Text(text) => {
                // A dash at the very beginning has no blank before it.
                let rest = text.trim_start().strip_prefix("- ");
                let text = match rest {
                    Some(rest) if at == 0 => {
                        parts.begin();
                        rest.to_owned()
                    }
                    _ => text,
                };
                parts.text(&text, number(at.checked_sub(1)), number(Some(at + 1)));
            }
        }
    }
    cell.lead = parts.lead;
    cell.items = parts.items;
}

#[derive(Default)]
struct Parts {
    lead: Vec<Inline>,
    items: Vec<Vec<Inline>>,
}

impl Parts {
    fn push(&mut self, inline: Inline) {
        self.items.last_mut().unwrap_or(&mut self.lead).push(inline);
    }

    fn begin(&mut self) {
        self.items.push(Vec::new());
    }

    /// `before` and `behind` say whether a number in code stands there.
    fn text(&mut self, text: &str, before: bool, behind: bool) {
        step(text.len());
        let mut start = 0;
        let mut from = 0;
        // A range has one dash: the next is that of an item again.
        let mut in_range = false;
        while let Some(found) = text.get(from..).and_then(|rest| rest.find(DASH)) {
            let dash = from + found;
            let end = dash + DASH.len();
            // The blank behind one dash may be the one before the next.
            from = end - 1;
            let left = text.get(..dash).and_then(|left| left.chars().next_back());
            let right = text.get(end..).and_then(|right| right.chars().next());
            let is_number = match (left, right) {
                (None, None) => before && behind,
                (Some(left), Some(right)) => left.is_ascii_digit() && right.is_ascii_digit(),
                _ => false,
            };
            in_range = is_number && !in_range;
            if in_range {
                continue;
            }
            let piece = text.get(start..dash).unwrap_or_default();
            self.push(Inline::Text(piece.to_owned()));
            self.begin();
            start = from;
        }
        let piece = text.get(start..).unwrap_or_default();
        self.push(Inline::Text(piece.to_owned()));
    }
}

/// Whether it is code, and a number.
fn is_number(inline: &Inline) -> bool {
    matches!(inline, Inline::Code(code)
        if code.contains(|c: char| c.is_ascii_digit())
            && code.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | '%')))
}
